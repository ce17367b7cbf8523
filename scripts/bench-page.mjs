// `npm run bench:page -- [--url http://127.0.0.1:3000] [--servers 1000,50000] [--runs 5]`: what the executive page costs a
// browser (Lighthouse, JavaScript, the time of an interaction), on a demo with its history; and what it costs the server, by
// fleets of several sizes. Without --url a demo is started; `--servers ""` leaves the fleets out.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import lighthouse, { desktopConfig } from "lighthouse";
import { get, loadRoute, quantile } from "./bench/http-load.mjs";
import { copyKit, KitMissing, limitsFor, runLoadgen, SCRAPE_MS } from "./bench/kit.mjs";
import { sessionOf } from "./bench/live-page.mjs";
import {
  interactionsOf,
  javascriptOf,
  openBrowser,
  ownBlockingMs,
  signInToDemo,
} from "./bench/page-browser.mjs";
import { startDemo, startProduct, until } from "./bench/product.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const API = "/api/v1/hyperscale-monitoring";
const INTERACTIONS = 10;
const CONNECTIONS = [1, 4];
const FLEET_STEPS = 4;
const LOAD_MS = 8_000;
const KIB = 1_024;

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    servers: { type: "string", default: "1000,50000" },
    runs: { type: "string", default: "5" },
  },
});
const sizes = values.servers.split(",").filter(Boolean).map(Number);

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-page-"));
  try {
    const demo = values.url ? null : await startDemo(root, path.join(folder, "demo"));
    try {
      await measureBrowser(values.url ?? demo.url);
    } finally {
      await demo?.stop();
    }
    for (const servers of sizes) await measureServer(path.join(folder, `${servers}`), servers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureBrowser(url) {
  const { context, debugPort, close } = await openBrowser();
  try {
    await signInToDemo(context, url);
    const scripts = await javascriptOf(context, url);
    console.log(
      `JavaScript, gzipped: ${kib(scripts.initial)} KiB with the page, ${kib(scripts.later)} KiB later`,
    );
    const clicks = await interactionsOf(context, url, INTERACTIONS);
    console.log(
      `Opening a region, slowest interaction: ${median(clicks)} ms in the median, ${Math.max(...clicks)} at worst`,
    );
    const results = [];
    for (let run = 0; run < Number(values.runs); run++) results.push(await auditOnce(url, debugPort));
    for (const [name, of] of Object.entries(AUDITED)) {
      const all = results.map(of);
      console.log(`${name}: ${median(all)} (${all.join(", ")})`);
    }
    const failed = results.flatMap(failedAudits);
    console.log(`Accessibility, what failed: ${[...new Set(failed)].join(", ") || "nothing"}`);
  } finally {
    await close();
  }
}

const AUDITED = {
  "Lighthouse performance (desktop)": ({ categories }) => Math.round(categories.performance.score * 100),
  "Lighthouse accessibility": ({ categories }) => Math.round(categories.accessibility.score * 100),
  "LCP ms": ({ audits }) => Math.round(audits["largest-contentful-paint"].numericValue),
  CLS: ({ audits }) => Number(audits["cumulative-layout-shift"].numericValue.toFixed(4)),
  "TBT ms": ({ audits }) => Math.round(audits["total-blocking-time"].numericValue),
  "TBT by processor time ms": ({ ownBlocking }) => Math.round(ownBlocking),
};

/** On a busy machine a trace is now and then without its beginning: Lighthouse says so, and is asked again. */
async function auditOnce(url, port, attempts = 3) {
  const flags = {
    port,
    output: "json",
    onlyCategories: ["performance", "accessibility"],
    disableStorageReset: true,
  };
  const { lhr, artifacts } = await lighthouse(url, flags, desktopConfig);
  if (lhr.runtimeError && attempts > 1) return auditOnce(url, port, attempts - 1);
  if (lhr.runtimeError) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== "/") throw new Error("Lighthouse was sent to sign in.");
  return { ...lhr, ownBlocking: ownBlockingMs(artifacts.Trace.traceEvents) };
}

function failedAudits({ categories, audits }) {
  return categories.accessibility.auditRefs
    .filter(({ id }) => audits[id].score === 0)
    .map(({ id, weight }) => (weight === 0 ? `${id} (not scored)` : id));
}

/** Times of the page's HTML beside those of an empty authenticated route, in the same run. */
async function measureServer(folder, servers) {
  const kit = await copyKit(root, "ingest");
  const product = await startProduct(root, folder, limitsFor(servers));
  try {
    await runLoadgen(kit, {
      ...{ url: `${product.url}/api/v1/write`, bearer: product.keys.ingest, servers, steps: FLEET_STEPS },
      ...{ "start-ms": Date.now() - (FLEET_STEPS - 1) * SCRAPE_MS, senders: 8, quiet: true, stream: true },
      "max-seconds": 900,
    });
    const bearer = { authorization: `Bearer ${product.keys.read}` };
    await until("figures of the whole fleet", async () => {
      const { data } = JSON.parse(await get(`${product.url}${API}/metrics/regional`, { headers: bearer }));
      return data.length === 5 ? data : null;
    });
    const headers = { cookie: await sessionOf(product) };
    const load = async (route, connections) => {
      const took = await loadRoute(product.url + route, { connections, forMs: LOAD_MS, headers });
      return [0.5, 0.99].map((share) => quantile(took, share).toFixed(1));
    };
    await load("/", 1); // to warm up
    for (const connections of CONNECTIONS) {
      const [empty, page] = [await load(`${API}/actor`, connections), await load("/", connections)];
      console.log(
        `${servers} servers, connections: ${connections}: HTML of the executive page ${page[0]} ms p50, ${page[1]} ms p99; ` +
          `empty route ${empty[0]} and ${empty[1]} ms`,
      );
    }
  } finally {
    await product.stop();
    kit.remove();
  }
}

const kib = (bytes) => (bytes / KIB).toFixed(1);
const median = (all) => quantile(all, 0.5);

try {
  await main();
  process.exit(0); // Lighthouse leaves handles open
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof KitMissing ? 2 : 1);
}

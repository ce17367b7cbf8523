// `npm run bench:live -- [--rates demo,50000] [--minutes 5]`: how long after its commit a cycle's figures are on a page in a
// browser, and how long after its acknowledgement a sample is, while a fleet of that size sends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { tsImport } from "tsx/esm/api";
import { quantile } from "./bench/http-load.mjs";
import { copyKit, KitMissing, limitsFor, SCRAPE_MS } from "./bench/kit.mjs";
import { openLivePage } from "./bench/live-page.mjs";
import { encodeSteps, sendOnTime } from "./bench/live-run.mjs";
import { startProduct } from "./bench/product.mjs";
import { endProcess } from "./bench/system.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const SENDERS = 8;
/** The first figures of a fleet: caches are cold and its series new. */
const WARM_MS = 45_000;
/** Not in step with the cycle of 10 s. */
const PROBE_EVERY_MS = 3_700;
const LAST_SEEN_MS = 30_000;

const { values } = parseArgs({
  options: {
    rates: { type: "string", default: "demo,50000" },
    minutes: { type: "string", default: "5" },
  },
});
const forMs = Number(values.minutes) * 60_000;

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-live-"));
  const { remoteWriteBody } = await tsImport("../lib/testing/remote-write-body.ts", import.meta.url);
  const rows = [];
  try {
    for (const rate of values.rates.split(",")) {
      const kit = rate === "demo" ? null : await copyKit(root, "ingest");
      try {
        rows.push(...(await measure({ rate, kit, folder: path.join(folder, rate), remoteWriteBody })));
      } finally {
        kit?.remove();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log("\n| | counted | p50 ms | p99 ms | worst ms | never |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const { name, times, never } of rows)
    console.log(
      `| ${name} | ${times.length} | ${quantile(times, 0.5)} | ${quantile(times, 0.99)} | ${Math.max(...times)} | ${never} |`,
    );
}

async function measure({ rate, kit, folder, remoteWriteBody }) {
  const servers = kit ? Number(rate) : 0;
  const product = await startProduct(root, folder, kit ? limitsFor(servers) : {});
  const database = new pg.Client(product.databaseUrl);
  try {
    const committed = new Map();
    await database.connect();
    database.on("notification", ({ payload }) => {
      const event = JSON.parse(payload);
      if (event.topic === "snapshot") committed.set(new Date(event.asOfMs).toISOString(), Date.now());
    });
    const fleet = await startFleet({ kit, product, servers, folder });
    const page = await openLivePage(product);
    try {
      await sleep(WARM_MS);
      await database.query("listen hm_live");
      const acknowledged = await probe(product, remoteWriteBody);
      await database.query("unlisten hm_live");
      await sleep(LAST_SEEN_MS);
      const seen = await page.seen();
      return [
        compare(`${nameOf(rate)}: committed → seen`, committed, new Map(seen.asOf)),
        compare(`${nameOf(rate)}: acknowledged → seen`, acknowledged, new Map(Object.entries(seen.regions))),
      ];
    } finally {
      await page.close();
      await fleet.end();
    }
  } finally {
    await database.end();
    await product.stop();
  }
}

const nameOf = (rate) => (rate === "demo" ? "the demo's fleet" : `${rate} servers`);

/** What sends meanwhile. */
async function startFleet({ kit, product, servers, folder }) {
  if (!kit) {
    const child = product.run("simulate", "--url", product.url, "--key", product.keys.ingest);
    return { end: () => endProcess(child, "SIGINT") };
  }
  const steps = Math.ceil((WARM_MS + forMs) / SCRAPE_MS) + 2;
  const wire = path.join(folder, "wire");
  const startMs = await encodeSteps({ kit, wire, servers, steps });
  const to = { url: `${product.url}/api/v1/write`, bearer: product.keys.ingest };
  const sending = sendOnTime({ kit, wire, servers, steps, senders: SENDERS, startMs, ...to });
  return { end: () => sending };
}

/** Sends a sample of a region of its own again and again; gives when each was acknowledged, by region. */
async function probe({ url, keys }, remoteWriteBody) {
  const acknowledged = new Map();
  const endMs = Date.now() + forMs;
  for (let count = 1; Date.now() < endMs; count++) {
    const region = `probe-${count}`;
    const labels = { __name__: "cpu_usage_ratio", region };
    const answer = await fetch(`${url}/api/v1/write`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${keys.ingest}`,
        "content-type": "application/x-protobuf",
        "content-encoding": "snappy",
      },
      body: remoteWriteBody([{ labels, samples: [[Date.now(), 0.42]] }]),
    });
    if (!answer.ok) throw new Error(`A probe was answered with ${answer.status}.`);
    acknowledged.set(region, Date.now());
    await sleep(PROBE_EVERY_MS);
  }
  return acknowledged;
}

function compare(name, from, to) {
  const times = [...from].filter(([key]) => to.has(key)).map(([key, atMs]) => to.get(key) - atMs);
  return { name, times, never: from.size - times.length };
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof KitMissing ? 2 : 1);
}

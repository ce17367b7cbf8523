// `npm run bench:view -- [--servers 1000,50000] [--seconds 5] [--rounds 3]`: how long reads take beside an empty authenticated
// route, whatever the size of the fleet and while it sends; and a day's history beside VictoriaMetrics.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { get, loadAll, loadRoute, quantile } from "./bench/http-load.mjs";
import { copyKit, KitMissing, limitsFor, runLoadgen, SCRAPE_MS, SERIES_PER_SERVER } from "./bench/kit.mjs";
import { startProduct, until } from "./bench/product.mjs";
import { receivers } from "./bench/receivers.mjs";
import { lastDay, ourUrls, peerUrls, writeDay, writePeerDay } from "./bench/view-history.mjs";
import { providePeers } from "./test/peers.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const API = "/api/v1/hyperscale-monitoring";
const EMPTY = `${API}/actor`;
const ROUTES = [`${API}/metrics/global`, `${API}/metrics/regional`];
const CONNECTIONS = 8;
const FLEET_STEPS = 4;
const BUSY_STEPS = 1_800;
const HISTORY_ROUNDS = 60;
const WARM_ROUNDS = 30;
const WARM_MS = 1_500;

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: "1000,50000" },
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
  },
});
const sizes = values.servers.split(",").map(Number);
const forMs = Number(values.seconds) * 1_000;

async function main() {
  const kit = await copyKit(root, "ingest");
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-view-"));
  try {
    const peersFolder = process.env.HM_PEERS_DIR || (await providePeers(path.join(root, ".test/peers")));
    if (peersFolder === null) throw new Error("The peers are Debian's packages: there is no apt here.");
    const rows = [];
    for (const servers of sizes) {
      const product = await startProduct(root, path.join(folder, `${servers}`), limitsFor(servers));
      try {
        // The busy fleet's samples are of the past, so they come first.
        if (servers === sizes[0]) rows.push(...(await busyTimes(kit, product, servers)));
        rows.push(...(await quietTimes(kit, product, servers)));
        if (servers === sizes[0]) await compareHistory(folder, peersFolder, product);
      } finally {
        await product.stop();
      }
    }
    report(rows);
  } finally {
    kit.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sendFleet(kit, product, servers, steps, startMs) {
  const result = await runLoadgen(kit, {
    ...{ url: `${product.url}/api/v1/write`, bearer: product.keys.ingest, servers, steps },
    ...{ "start-ms": startMs, senders: 8, quiet: true, stream: true, "max-seconds": 900 },
  });
  if (result.accepted_samples !== servers * SERIES_PER_SERVER * steps)
    throw new Error(`Not all was accepted: ${JSON.stringify(result)}`);
  return result;
}

async function quietTimes(kit, product, servers) {
  await sendFleet(kit, product, servers, FLEET_STEPS, Date.now() - (FLEET_STEPS - 1) * SCRAPE_MS);
  await untilSeen(product);
  return measure(product, `${servers} servers, quiet`);
}

async function busyTimes(kit, product, servers) {
  const startMs = Date.now() - (BUSY_STEPS + FLEET_STEPS) * SCRAPE_MS;
  let over = false;
  const sending = sendFleet(kit, product, servers, BUSY_STEPS, startMs).finally(() => (over = true));
  await untilSeen(product);
  const rows = await measure(product, `${servers} servers, full-rate ingest beside it`);
  const wasOver = over;
  const { samples_per_s: rate } = await sending;
  if (wasOver) throw new Error("The fleet was done before the reads were measured: raise its steps.");
  console.log(`ingest went on at ${Math.round(rate)} samples a second meanwhile`);
  return rows;
}

/** The figures of all regions are there. */
function untilSeen(product) {
  const headers = { authorization: `Bearer ${product.keys.read}` };
  return until("figures of the whole fleet", async () => {
    const { data } = JSON.parse(await get(product.url + ROUTES[1], { headers }));
    return data.length === 5 ? data : null;
  });
}

/** The routes in turn, so that what else the machine does strikes all of them. */
async function measure(product, name) {
  const headers = { authorization: `Bearer ${product.keys.read}` };
  const took = new Map([EMPTY, ...ROUTES].map((route) => [route, []]));
  for (const route of took.keys())
    await loadRoute(product.url + route, { connections: CONNECTIONS, forMs: WARM_MS, headers });
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [route, all] of took)
      for (const one of await loadRoute(product.url + route, { connections: CONNECTIONS, forMs, headers }))
        all.push(one);
  const empty = took.get(EMPTY);
  return [...took].map(([route, all]) => ({
    name,
    route,
    count: all.length,
    p50: quantile(all, 0.5),
    p99: quantile(all, 0.99),
    ratio: quantile(all, 0.99) / quantile(empty, 0.99),
  }));
}

async function compareHistory(folder, peersFolder, product) {
  const day = lastDay(Date.now());
  await product.command("backfill", "--file", await writeDay(folder, day));
  const vm = receivers(root, peersFolder).find(({ name }) => name === "victoria-metrics");
  const peer = await vm.start(path.join(folder, "peer"));
  try {
    const base = new URL(peer.url).origin;
    await writePeerDay(base, day);
    const headers = { authorization: `Bearer ${product.keys.read}` };
    const ours = ourUrls(product.url, day);
    const theirs = peerUrls(base, day);
    await check(ours, theirs, headers);
    const times = { ours: [], peer: [] };
    for (let round = -WARM_ROUNDS; round < HISTORY_ROUNDS; round++) {
      const own = await loadAll(ours, { connections: CONNECTIONS, headers });
      const peer = await loadAll(theirs, { connections: CONNECTIONS, headers: {} });
      if (round < 0) continue;
      times.ours.push(own);
      times.peer.push(peer);
    }
    const [own, other] = [quantile(times.ours, 0.5), quantile(times.peer, 0.5)];
    console.log(
      `24 h × 5 regions × 4 figures at 60 s: ${own.toFixed(1)} ms (${ours.length} answers), VictoriaMetrics ` +
        `${other.toFixed(1)} ms (${theirs.length} answers), ratio ${(own / other).toFixed(2)}`,
    );
  } finally {
    await peer.stop();
  }
}

/** Both really answer with a day: else the times mean nothing. */
async function check(ours, theirs, headers) {
  const [own] = await Promise.all(ours.map(async (url) => JSON.parse(await get(url, { headers })).data));
  const steps = own.series[0].values.length;
  const known = Math.min(...own.series.map(({ values }) => values.filter((value) => value !== null).length));
  if (own.series.length !== 20 || known < steps - 2 || own.step_seconds !== 60)
    throw new Error(`Of ${steps} steps of ${own.step_seconds} s only ${known} are known.`);
  const { data } = JSON.parse(await get(theirs[0], { headers: {} }));
  if (data.result.length !== 5 || data.result[0].values.length < steps)
    throw new Error("The peer does not hold the day.");
}

function report(rows) {
  console.log("\n| | route | requests | p50 ms | p99 ms | p99 ÷ the empty route's |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const { name, route, count, p50, p99, ratio } of rows)
    console.log(
      `| ${name} | ${route.slice(API.length)} | ${count} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${ratio.toFixed(2)} |`,
    );
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof KitMissing ? 2 : 1);
}

// `npm run bench:storm -- [--alerts 10000] [--quiet 30]`: a minute's storm of alerts from 200 sources and five causes, two of
// them starting together: how many incidents it makes, whether one mixes causes, whether every alert is accounted for, and what
// it does to the reading of incidents, beside the quiet of the same run.
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { get, quantile } from "./bench/http-load.mjs";
import { startProduct } from "./bench/product.mjs";
import { CAUSES, SERVICES, SOURCES, stormMessages } from "./bench/storm-plan.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const LIST = "/api/v1/hyperscale-monitoring/incidents?status=active";
const WEBHOOK = "/api/v1/integrations/alertmanager";
const READ_EVERY_MS = 50;
const WARM_READS = 100;
/** Open before the storm, so that the quiet list is not an empty one. */
const QUIET_INCIDENTS = 5;

const { values } = parseArgs({
  options: { alerts: { type: "string", default: "10000" }, quiet: { type: "string", default: "30" } },
});
const alerts = Number(values.alerts);

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-storm-"));
  const product = await startProduct(root, folder);
  const database = new pg.Client(product.databaseUrl);
  try {
    await database.connect();
    for (const { name, dependencies } of SERVICES)
      await database.query("insert into service (name, dependencies) values ($1, $2)", [name, dependencies]);
    for (let number = 0; number < QUIET_INCIDENTS; number++) await post(product, quietAlert(number));
    for (let read = 0; read < WARM_READS; read++) await readList(product);
    const quiet = await readWhile(product, sleep(Number(values.quiet) * 1_000));
    const storming = send(product);
    const stormy = await readWhile(product, storming);
    const sent = await storming;
    const after = await readWhile(product, sleep(Number(values.quiet) * 1_000));
    report({ sent, quiet, stormy, after, ...(await incidentsOf(database)) });
  } finally {
    await database.end();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function quietAlert(number) {
  const [alert] = stormMessages(SOURCES * 10, Math.random)[0].body(new Date().toISOString()).alerts;
  const labels = { ...alert.labels, service: `quiet-${number}`, truth: "quiet" };
  return { version: "4", alerts: [{ ...alert, labels, fingerprint: `quiet-${number}` }] };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** As Alertmanager: what is refused with a 5xx is sent again. */
async function post(product, body, tally = { retries: 0 }) {
  for (;;) {
    const { status, text } = await postOnce(product, JSON.stringify(body));
    if (status === 200) return JSON.parse(text);
    if (status < 500) throw new Error(`${status} ${text}`);
    tally.retries++;
    await sleep(1_000);
  }
}

function postOnce(product, text) {
  const headers = { authorization: `Bearer ${product.keys.ingest}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const request = http.request(product.url + WEBHOOK, { method: "POST", agent, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    request.on("error", reject);
    request.end(text);
  });
}

/** Each message when it is due, whether the ones before are answered or not. */
async function send(product) {
  const startMs = performance.now();
  const tally = { retries: 0 };
  const took = [];
  const answers = stormMessages(alerts, Math.random).map(async ({ atMs, body }) => {
    await sleep(startMs + atMs - performance.now());
    const sentMs = performance.now();
    const answer = await post(product, body(new Date().toISOString()), tally);
    took.push(performance.now() - sentMs);
    return answer;
  });
  const totals = { taken: 0, opened: 0, joined: 0, known: 0, over: 0 };
  for (const answer of await Promise.all(answers))
    for (const name of Object.keys(totals)) totals[name] += answer[name];
  return { totals, took, ...tally, seconds: (performance.now() - startMs) / 1_000 };
}

async function readList(product) {
  const startMs = performance.now();
  await get(product.url + LIST, { headers: { authorization: `Bearer ${product.keys.read}` } });
  return performance.now() - startMs;
}

/** Reads at the same pace whatever goes on beside it. */
async function readWhile(product, until) {
  let isOver = false;
  void until.then(() => (isOver = true));
  const took = [];
  while (!isOver) {
    took.push(await readList(product));
    await sleep(READ_EVERY_MS);
  }
  return took;
}

async function incidentsOf(database) {
  const { rows } = await database.query(
    `select "incidentId", array_agg(distinct labels->>'truth') as truths, count(*)::int as signals
      from incident_signal where labels->>'truth' <> 'quiet' group by 1`,
  );
  return { incidents: rows, stored: rows.reduce((sum, { signals }) => sum + signals, 0) };
}

function report({ sent: { totals, took, retries, seconds }, quiet, stormy, after, incidents, stored }) {
  const mixed = incidents.filter(({ truths }) => truths.length > 1).length;
  const times = (all) => `p50 ${quantile(all, 0.5).toFixed(1)}, p99 ${quantile(all, 0.99).toFixed(1)} ms`;
  const ratio = (all) => (quantile(all, 0.99) / quantile(quiet, 0.99)).toFixed(2);
  console.log(`${totals.taken} alerts from ${SOURCES} sources in ${seconds.toFixed(1)} s, ${CAUSES} causes`);
  console.log(`answers: ${JSON.stringify(totals)}, sent again after a 503: ${retries}; stored: ${stored}`);
  console.log(`incidents: ${incidents.length}, of them with alerts of two causes: ${mixed}`);
  console.log(`a message of alerts: ${times(took)} (${took.length})`);
  console.log(`the list of incidents, quiet: ${times(quiet)} (${quiet.length} reads)`);
  console.log(`the same in the storm: ${times(stormy)} (${stormy.length}), p99 × ${ratio(stormy)}`);
  console.log(`the same after it: ${times(after)} (${after.length}), p99 × ${ratio(after)}`);
  const failed = [
    ...(incidents.length < 5 || incidents.length > 8 ? ["5 to 8 incidents"] : []),
    ...(mixed > 0 ? ["none mixes two causes"] : []),
    ...(totals.taken !== alerts || stored !== alerts ? ["every alert accounted for"] : []),
    ...(ratio(stormy) > 3 ? ["p99 in the storm at most 3 × the quiet one"] : []),
  ];
  if (failed.length > 0) throw new Error(`Not kept: ${failed.join("; ")}.`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  agent.destroy();
}

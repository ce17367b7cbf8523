// `npm run bench:hostile`: what hostile senders cost the receiver's memory and the honest senders beside them.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { attack, ATTACKS } from "./bench/hostile-attacks.mjs";
import { startSystem } from "./bench/system.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const WARM_MS = 8_000;
const QUIET_MS = 8_000;
const ATTACK_MS = 10_000;
const SETTLE_MS = 2_000;
const SAMPLE_MS = 20;
const MAX_GROWTH_MIB = 64;
const MAX_RATIO = 1.5;
const KIBIBYTES_PER_MIB = 1024;

const folder = mkdtempSync(path.join(tmpdir(), "hm-bench-hostile-"));
const system = await startSystem(root, folder);
const honest = new Worker(new URL("./bench/honest-senders.mjs", import.meta.url), {
  workerData: { root, url: system.url, key: system.keys.ingest },
});
try {
  const hostileKey = await anotherKey();
  await during(WARM_MS);
  const rows = [];
  for (const one of ATTACKS) {
    const quiet = await during(QUIET_MS);
    const until = new AbortController();
    const running = attack(one, { url: system.url, key: hostileKey }, until.signal);
    const loud = await during(ATTACK_MS);
    until.abort();
    const answers = await running;
    rows.push(rowOf(one.name, quiet, loud, answers));
    await sleep(SETTLE_MS);
  }
  console.table(rows);
  const alive = readFileSync(`/proc/${system.pids.ingest}/status`, "utf8").length > 0;
  console.log(
    `The ingest process ${alive ? "lives" : "died"}; honest requests that failed: ${totalFailed(rows)}.`,
  );
  console.log(
    `Aims: memory + ≤ ${MAX_GROWTH_MIB} MiB; honest p99 under a flood of new series ≤ ${MAX_RATIO} × quiet.`,
  );
} finally {
  await honest.terminate();
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The flood's limits are its own key's. */
async function anotherKey() {
  const { tsImport } = await import("tsx/esm/api");
  const { main } = await tsImport(path.join(root, "lib/compose/keys-cli.ts"), import.meta.url);
  const lines = [];
  await main(["create", "--scope", "ingest", "--name", "hostile"], system.databaseUrl, (line) =>
    lines.push(line),
  );
  return lines[1];
}

/** Honest latencies and the receiver's memory for so long. */
async function during(ms) {
  await figures();
  const startMib = residentMib();
  let peakMib = startMib;
  const endMs = performance.now() + ms;
  while (performance.now() < endMs) {
    await sleep(SAMPLE_MS);
    peakMib = Math.max(peakMib, residentMib());
  }
  const { took, failed } = await figures();
  return {
    startMib,
    peakMib,
    failed,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    requests: took.length,
  };
}

function figures() {
  return new Promise((resolve) => {
    honest.once("message", resolve);
    honest.postMessage("take");
  });
}

function residentMib() {
  const status = readFileSync(`/proc/${system.pids.ingest}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / KIBIBYTES_PER_MIB;
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
}

function rowOf(name, quiet, loud, answers) {
  return {
    attack: name,
    answers: [...answers].map(([answer, count]) => `${answer} × ${count}`).join(", "),
    "RSS before MiB": Math.round(quiet.peakMib),
    "RSS growth MiB": Math.round(loud.peakMib - quiet.peakMib),
    "honest p50 ms": round(loud.p50),
    "honest p99 ms": round(loud.p99),
    "quiet p99 ms": round(quiet.p99),
    "p99 ratio": round(loud.p99 / quiet.p99),
    "honest requests": loud.requests,
    "honest failed": loud.failed,
  };
}

function round(value) {
  return Math.round(value * 100) / 100;
}

function totalFailed(rows) {
  return rows.reduce((sum, row) => sum + row["honest failed"], 0);
}

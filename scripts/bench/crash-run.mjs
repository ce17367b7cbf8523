import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SERIES_PER_SERVER } from "./kit.mjs";
import { freePort } from "./system.mjs";

/** How long a life lasts from its first acknowledgement on, and how long a step takes at the rate that is offered. */
const LONGEST_LIFE_MS = 900;
const STEP_MS = 600;
const STEPS_PER_CRASH = 4;
const LEAST_STEPS = 12;
const TIMING = { everyMs: 200, checkpointEveryMs: 400, replayPerCheckpoint: 0 };
const SENDERS = 8;
const LOG_BYTES = 2 ** 30;
const BODY_BYTES = 2 ** 24;

/** Sends through `crashes` crashes; returns what was acknowledged, what the database holds, and the truth's file. */
export async function runCrashes({ root, kit, folder, victim, crashes, servers, seed }) {
  mkdirSync(folder, { recursive: true });
  const { tsImport } = await import("tsx/esm/api");
  const load = (file) => tsImport(path.join(root, file), import.meta.url);
  const { startEmbeddedPostgres, createDatabaseIfMissing } = await load("lib/db/embedded.ts");
  const { migrateDatabase } = await load("lib/db/migrate.ts");
  const { cutPower } = await load("lib/pipeline/ingest/log/forgetful-disk.fixture.ts");
  const { seededRandom } = await load("lib/platform/seeded-random.ts");
  const random = seededRandom(seed);
  const cluster = { directory: path.join(folder, "postgres"), password: "correct1horse" };
  let postgres = await startEmbeddedPostgres(cluster);
  await createDatabaseIfMissing(postgres, "bench");
  const databaseUrl = postgres.url("bench");
  await migrateDatabase(databaseUrl, path.join(root, "prisma/migrations"));
  const options = ingestOptions({ databaseUrl, folder, victim, port: await freePort() });
  const program = await bundleIngest(root);
  const loadgen = startLoadgen({ kit, folder, port: options.port, servers, seed, crashes });
  let ingest = await startIngest(program, options);
  let replayed = ingest.replayed;
  let crashed = 0;
  try {
    while (crashed < crashes && loadgen.running()) {
      await nextAcknowledgement(loadgen); // senders that met a dead port wait longer each time
      await sleep(random() * LONGEST_LIFE_MS);
      crashed++;
      if (crashed % 10 === 0) console.error(`${crashed} of ${crashes}`);
      if (victim === "postgres") {
        process.kill(postgres.pid, "SIGKILL");
        await postgres.exited;
        await sleep(random() * LONGEST_LIFE_MS);
        postgres = await startEmbeddedPostgres({ ...cluster, port: postgres.port });
        continue;
      }
      await ingest.end("SIGKILL");
      if (options.diskJournal) await cutPower(options.dir, options.diskJournal, random);
      ingest = await startIngest(program, options);
      replayed += ingest.replayed;
    }
    const sent = await loadgen.ended;
    await requireCheckpoint(load, databaseUrl); // before the last flush, which makes one whatever the timing
    await ingest.end("SIGTERM");
    const stored = await readStored(load, databaseUrl);
    return {
      crashed,
      replayed,
      stored,
      truthFile: loadgen.truthFile,
      acknowledged: readFileSync(loadgen.acklogFile, "utf8").split("\n").length - 1,
      again: sent.retries,
    };
  } finally {
    loadgen.end();
    await ingest.end("SIGKILL");
    await postgres.stop("immediate");
  }
}

function ingestOptions({ databaseUrl, folder, victim, port }) {
  return {
    databaseUrl,
    dir: path.join(folder, "log"),
    id: "bench",
    port,
    timing: TIMING,
    logMaxBytes: LOG_BYTES,
    maxBodyBytes: BODY_BYTES,
    ...(victim === "power" ? { diskJournal: path.join(folder, "disk-journal") } : {}),
  };
}

async function bundleIngest(root) {
  const { build } = await import("esbuild");
  const outfile = path.join(root, ".test/bench/serve-ingest.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["lib/pipeline/ingest/serve-ingest.fixture.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  return outfile;
}

function startLoadgen({ kit, folder, port, servers, seed, crashes }) {
  const truthFile = path.join(folder, "truth.json");
  const acklogFile = path.join(folder, "acklog");
  const steps = Math.max(LEAST_STEPS, Math.ceil(crashes * STEPS_PER_CRASH));
  const rate = Math.round((servers * SERIES_PER_SERVER * MS_PER_SECOND) / STEP_MS);
  const flags = { url: `http://127.0.0.1:${port}/api/v1/write`, servers, steps, seed, senders: SENDERS, rate, "dup-ratio": 0.5, truth: truthFile, acklog: acklogFile, "max-seconds": 3_600 }; // prettier-ignore
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [path.join(kit.folder, "loadgen.mjs"), "--quiet", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  const ended = new Promise((resolve, reject) =>
    child.once("close", (code) => {
      const result = code === 0 ? JSON.parse(output) : null;
      const complete = result !== null && !result.timed_out && result.rejected_samples === 0;
      if (complete) resolve(result);
      else reject(new Error(`The load generator ended with ${code}: ${output}`));
    }),
  );
  ended.catch(() => undefined); // awaited later
  const running = () => child.exitCode === null && child.signalCode === null;
  return { truthFile, acklogFile, ended, running, end: () => running() && child.kill("SIGKILL") };
}

const MS_PER_SECOND = 1_000;

const POLL_MS = 10;

async function nextAcknowledgement({ acklogFile, running }) {
  const size = () => statSync(acklogFile, { throwIfNoEntry: false })?.size ?? 0;
  for (const before = size(); size() === before && running();) await sleep(POLL_MS);
}

async function startIngest(program, options) {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let output = "";
  let replayed = 0;
  await new Promise((resolve, reject) => {
    child.once("close", (code) => reject(new Error(`Ingest ended with ${code}.`)));
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const lines = output.split("\n");
      output = lines.pop();
      for (const { what, value } of lines.map((line) => JSON.parse(line))) {
        if (what === "recovered") replayed = value.replayed;
        if (what === "recovered" && value.failed.length > 0)
          reject(new Error("A record could not be replayed."));
        if (what === "error") console.error(value);
        if (what === "listening") resolve();
      }
    });
  });
  const end = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return { replayed, end };
}

/** Crashes that never met a checkpoint prove nothing of what is loaded from one. */
async function requireCheckpoint(load, databaseUrl) {
  const { createPool } = await load("lib/db/client.ts");
  const pool = createPool(databaseUrl);
  try {
    const { rows } = await pool.query("select 1 from ingester where checkpoint_position > 0");
    if (rows.length === 0) throw new Error("No checkpoint was stored between the crashes.");
  } finally {
    await pool.end();
  }
}

async function readStored(load, databaseUrl) {
  const { createPool } = await load("lib/db/client.ts");
  const { metricByCode } = await load("lib/domain/metric.ts");
  const { Histogram } = await load("lib/pipeline/aggregate/histogram.ts");
  const pool = createPool(databaseUrl);
  try {
    const { rows } = await pool.query(
      `select r.metric, g.code, r.window_ms, r.count, r.sum, r.histogram from rollup r
       join region g on g.id = r.region_id where r.tier_ms = 10000 and r.service_id = 0`,
    );
    return new Map(
      rows.map((row) => {
        const histogram = row.histogram ? Histogram.decode(row.histogram) : null;
        const upTo = (ms) => Math.round(histogram?.countAtOrBelow(ms) ?? 0);
        return [`${metricByCode(row.metric)} ${row.code} ${row.window_ms}`, { ...row, upTo }];
      }),
    );
  } finally {
    await pool.end();
  }
}

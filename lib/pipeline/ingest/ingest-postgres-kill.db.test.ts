import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startIngestProcess, type IngestProcess } from "./ingest-process.fixture";
import { expectedRows, startSenders } from "./relentless-senders.fixture";
import { expectStored } from "./stored-rollups.fixture";
import { createPool } from "@/lib/db/client";
import { createDatabaseIfMissing, startEmbeddedPostgres, type EmbeddedPostgres } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";

const TIMING = { everyMs: 40, checkpointEveryMs: 200, replayPerCheckpoint: 0 };
const SENDERS = 3;
const DATABASE = "telemetry";

let root: string;
let postgres: EmbeddedPostgres;
let ingest: IngestProcess;

const start = (port?: number) =>
  startEmbeddedPostgres({
    directory: path.join(root, "postgres"),
    password: "correct1horse",
    durable: false,
    port,
  });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), "hm-ingest-postgres-"));
  postgres = await start();
  await createDatabaseIfMissing(postgres, DATABASE);
  await migrateDatabase(postgres.url(DATABASE), path.resolve("prisma/migrations"));
}, 60_000);

afterAll(async () => {
  await ingest?.end("SIGKILL");
  await postgres?.stop("immediate");
  rmSync(root, { recursive: true, force: true });
});

it(
  "kill -9 and stop of Postgres in the midst of flushes: senders notice nothing, totals are exact",
  { timeout: 90_000 },
  async () => {
    const { port } = postgres;
    const databaseUrl = postgres.url(DATABASE);
    const dir = path.join(root, "log");
    ingest = await startIngestProcess({ databaseUrl, dir, id: "steady", timing: TIMING });
    const senders = startSenders(SENDERS, Date.now());
    senders.port = ingest.port;
    for (const end of ["SIGKILL", "SIGKILL", "stop", "SIGKILL", "SIGKILL", "SIGKILL"] as const) {
      await sleep(400);
      if (end === "stop") await postgres.stop("fast");
      else process.kill(postgres.pid, end);
      await postgres.exited;
      const before = senders.acknowledged.length;
      await expect.poll(() => senders.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(before + 30);
      postgres = await start(port);
    }
    // A start without Postgres: the process waits for it, and replays what was acknowledged meanwhile.
    await postgres.stop("immediate");
    await sleep(200);
    await ingest.end("SIGKILL");
    const restarted = startIngestProcess({ databaseUrl, dir, id: "steady", timing: TIMING });
    await sleep(1_500);
    postgres = await start(port);
    ingest = await restarted;
    senders.port = ingest.port;
    await sleep(200);
    await senders.stop();
    await ingest.end("SIGTERM");

    const pool = createPool(databaseUrl);
    const [{ swept_to_ms: sweptToMs }] = (await pool.query("select swept_to_ms::float8 from ingester")).rows;
    await expectStored(pool, expectedRows(senders.acknowledged, sweptToMs));
    const { rows } = await pool.query("select requests::int from ingest_sender");
    expect(rows).toEqual([{ requests: senders.acknowledged.length }]);
    await pool.end();
  },
);

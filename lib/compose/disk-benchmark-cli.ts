import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabaseIfMissing, startEmbeddedPostgres } from "@/lib/db/embedded";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { DAY_MS, MINUTE_MS, SECOND_MS, TIERS, windowStart } from "@/lib/domain/window";
import { systemClock } from "@/lib/platform/clock";
import { createBackfillRunner } from "./backfill";
import { bindCtx, systemActor } from "./context";
import { ensureDemoHistory } from "./demo-history";
import type { Print } from "./run-cli";
import { seedDefaults } from "./seed";

const DATABASE = "bench_disk";
const MEGABYTE = 1e6;
const YEAR_DAYS = 365;
const SOURCE = "lib/simulate/history/main.ts";

/** Imports the demo's whole history into a fresh embedded Postgres and prints the time and the bytes on disk by tier. */
export async function main(root: string, print: Print = console.log): Promise<number> {
  const directory = await mkdtemp(path.join(tmpdir(), "hm-bench-disk-"));
  const logFile = path.join(directory, "postgres.log");
  const password = randomBytes(16).toString("hex");
  const postgres = await startEmbeddedPostgres({
    directory: path.join(directory, "pg"),
    password,
    logFile,
    notice: print,
  });
  try {
    await createDatabaseIfMissing(postgres, DATABASE);
    await measure(root, postgres.url(DATABASE), print);
    return 0;
  } finally {
    await postgres.stop("immediate");
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(root: string, databaseUrl: string, print: Print): Promise<void> {
  await migrateDatabase(databaseUrl, path.join(root, "prisma/migrations"));
  const authSecret = randomBytes(32).toString("hex");
  await seedDefaults(databaseUrl, { demo: true, authSecret });
  const seamMs = windowStart(systemClock.nowMs(), MINUTE_MS);
  const port = await freePort();
  const source = spawn(process.execPath, ["--import", "tsx", SOURCE], {
    cwd: root,
    env: { ...process.env, HISTORY_PORT: String(port), HISTORY_SEAM_MS: String(seamMs) },
    stdio: "ignore",
  });
  const database = createDatabase(databaseUrl);
  try {
    await ensureDemoHistory(databaseUrl, seamMs, `http://127.0.0.1:${port}`);
    const ctx = bindCtx({ database, actor: systemActor("bench"), clock: systemClock, demo: true });
    const run = createBackfillRunner(ctx, database, { authSecret, outgoingAllow: "" });
    const startedMs = performance.now();
    const cpuBefore = process.cpuUsage();
    for (let result = await run(); result.kind !== "idle"; result = await run())
      if (result.afterMs > 0) await new Promise((resolve) => setTimeout(resolve, result.afterMs));
    const { user, system } = process.cpuUsage(cpuBefore);
    for (const { name, state, rows, workedMs, points, problem } of (await ctx.backfills.list(3)).reverse())
      print(
        `${name}: ${state}, ${points} values, ${rows} rows, ${seconds(workedMs)} s${problem === null ? "" : `, ${problem}`}`,
      );
    print(
      `All of it: ${seconds(performance.now() - startedMs)} s; the importer's CPU: ${seconds((user + system) / 1_000)} s`,
    );
    await printSizes(database, print);
  } finally {
    source.kill();
    await closeDatabase(database);
  }
}

async function printSizes(database: Database, print: Print): Promise<void> {
  const { rows } = await database.pool.query<{
    tier: string;
    table: string;
    bytes: number;
    rows: number;
    days: number;
  }>(
    `with leaf as (
       select (regexp_match(relname, '^(rollup|rollup_block)_(10s|1m|5m|1h|1d)_[0-9]+$')) as m, c.oid from pg_class c
       where relkind = 'r' and relname like 'rollup%')
     select m[1] as "table", m[2] as tier, sum(pg_total_relation_size(oid))::float8 as bytes from leaf where m is not null group by 1, 2`,
  );
  const spans = await database.pool.query<{ tier_ms: number; rows: string; first: string; last: string }>(
    "select tier_ms, count(*) as rows, min(window_ms) as first, max(window_ms) as last from rollup group by 1",
  );
  print(
    "tier | rows | days | rows MB | packed MB | bytes a row | kept days | MB when full | MB after a year",
  );
  let full = 0;
  for (const tier of TIERS) {
    const span = spans.rows.find(({ tier_ms }) => tier_ms === tier.windowMs);
    if (!span) continue;
    const bytesOf = (table: string) =>
      rows.find((row) => row.table === table && row.tier === tier.name)?.bytes ?? 0;
    const days = (Number(span.last) + tier.windowMs - Number(span.first)) / DAY_MS;
    const bytes = bytesOf("rollup") + bytesOf("rollup_block");
    const keptDays = tier.keepMs / DAY_MS;
    const whenFull = (bytes / days) * keptDays;
    const afterYear = (bytes / days) * Math.min(keptDays, YEAR_DAYS);
    full += afterYear;
    const mb = (value: number) => (value / MEGABYTE).toFixed(0);
    print(
      [
        ...[tier.name, span.rows, days.toFixed(1), mb(bytesOf("rollup")), mb(bytesOf("rollup_block"))],
        ...[
          (bytesOf("rollup") / Number(span.rows)).toFixed(0),
          keptDays.toFixed(0),
          mb(whenFull),
          mb(afterYear),
        ],
      ].join(" | "),
    );
  }
  print(`After a year, without the 10 s tier: ${(full / MEGABYTE).toFixed(0)} MB`);
}

function seconds(ms: number): string {
  return (ms / SECOND_MS).toFixed(1);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

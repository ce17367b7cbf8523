import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { makeWorkerUtils } from "graphile-worker";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import { closeDatabase, createDatabase } from "@/lib/db/client";
import { WINDOW_MS, windowStart } from "@/lib/domain/window";
import { CYCLE_JOB } from "@/lib/monitoring/cycle-job";
import { systemClock } from "@/lib/platform/clock";
import { readEnv } from "@/lib/platform/env";
import { createObjective } from "@/lib/slo/create-objective";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { thisHost } from "./node-liveness";
import { startWorker, type RunningWorker } from "./start-worker";

const SLOT_TIMEOUT_MS = 30_000;
let database: TestDatabase;
let workers: RunningWorker[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => database.pool.query("truncate monitoring_cycle, worker_node"));
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});
afterAll(() => database.drop());

function start(name: string): RunningWorker {
  const env = readEnv({ DATABASE_URL: database.url, AUTH_SECRET: "x".repeat(32), LOG_LEVEL: "silent" });
  const worker = startWorker(env, { name });
  workers.push(worker);
  return worker;
}

interface Cycle {
  readonly slotMs: number;
  readonly trigger: string;
}
async function cycles(): Promise<Cycle[]> {
  const { rows } = await database.pool.query<{ slotMs: string; trigger: string }>(
    `select "slotMs", trigger from monitoring_cycle where "finishedAt" is not null order by "slotMs"`,
  );
  return rows.map((row) => ({ slotMs: Number(row.slotMs), trigger: row.trigger }));
}
async function until<T>(
  read: () => Promise<T>,
  done: (value: T) => boolean,
  timeoutMs = SLOT_TIMEOUT_MS,
): Promise<T> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const value = await read().catch(() => undefined);
    if (value !== undefined && done(value)) return value;
    if (Date.now() > endMs) throw new Error(`Not within ${timeoutMs} ms: ${JSON.stringify(value)}`);
    await sleep(100);
  }
}

test("two workers run each slot once, in step with the clock; stopping leaves no trace", async () => {
  const both = [start("a"), start("b")];
  await Promise.all(both.map((worker) => worker.started));
  const done = await until(cycles, (list) => list.length >= 3, 40_000);
  const slots = done.map((cycle) => cycle.slotMs);
  expect(slots).toEqual(slots.map((_, index) => slots[0] + index * WINDOW_MS));
  expect(slots.every((slotMs) => slotMs === windowStart(slotMs, WINDOW_MS))).toBe(true);
  const { rows: snapshots } = await database.pool.query(`select "asOfMs" from global_metrics`);
  expect(snapshots).toHaveLength(slots.length);
  const { rows: failed } = await database.pool.query(
    "select * from graphile_worker.jobs where last_error is not null",
  );
  expect(failed).toEqual([]);
  await Promise.all(both.map((worker) => worker.stop()));
  workers = [];
  expect((await database.pool.query("select * from worker_node")).rows).toEqual([]);
  expect(
    (await database.pool.query("select * from graphile_worker.jobs where locked_by is not null")).rows,
  ).toEqual([]);
});

test("a worker outlives a Postgres that drops every connection and refuses new ones for a while", async () => {
  const worker = start("a");
  await worker.started;
  await until(cycles, (list) => list.length >= 1);
  await onServer(async (admin, name) => {
    await admin.query(`alter database ${name} with allow_connections false`);
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    await sleep(4_000);
    await admin.query(`alter database ${name} with allow_connections true`);
  });
  const before = (await until(cycles, () => true)).length;
  const after = await until(cycles, (list) => list.length > before);
  expect(after.length).toBeGreaterThan(before);
});

test("jobs of a worker that was killed are free again as soon as another starts; a living peer keeps its own", async () => {
  const utils = await makeWorkerUtils({ connectionString: database.url });
  await utils.migrate();
  const nowMs = Date.now();
  const payload = { slotMs: nowMs, trigger: "somebody" };
  await utils.addJob(CYCLE_JOB, payload, { jobKey: "killed" });
  await utils.addJob(CYCLE_JOB, { ...payload, slotMs: nowMs + 1 }, { jobKey: "living" });
  await utils.release();
  const lock = (key: string, pool: string) =>
    database.pool.query(
      "update graphile_worker._private_jobs set locked_by = $2, locked_at = now(), attempts = 1 where key = $1",
      [key, pool],
    );
  await lock("killed", "pool-killed");
  await lock("living", "pool-living");
  const node = (id: string, pool: string) =>
    database.pool.query(
      `insert into worker_node (id, "poolId", "heartbeatAt", "startedAt") values ($1, $2, now(), now())`,
      [id, pool],
    );
  await node(`${thisHost()}/999999999/worker`, "pool-killed");
  await node("elsewhere/1/worker", "pool-living");
  const worker = start("a");
  await worker.started;
  await until(cycles, (list) => list.some((cycle) => cycle.slotMs === nowMs), 10_000);
  const { rows } = await database.pool.query(
    "select key, locked_by from graphile_worker.jobs where key in ('killed', 'living')",
  );
  expect(rows).toEqual([{ key: "living", locked_by: "pool-living" }]);
  const { rows: nodes } = await database.pool.query<{ id: string }>("select id from worker_node order by id");
  expect(nodes.map((row) => row.id).sort()).toEqual(["elsewhere/1/worker", worker.nodeId].sort());
  await database.pool.query("delete from graphile_worker._private_jobs where key = 'living'");
});

test("a change of an objective is judged at once, beside the cycles", async () => {
  const worker = start("a");
  await worker.started;
  const connected = createDatabase(database.url);
  try {
    const ctx = bindCtx({ database: connected, actor: systemActor("test"), clock: systemClock, demo: false });
    const own = { kind: "availability", region: null, service: null, target: 0.95, windowDays: 30 } as const;
    const { id } = await createObjective(ctx, own);
    const judged = await until(
      () => ctx.standings.latest(),
      (newest) => newest !== null && newest.standings.some(({ objectiveId }) => objectiveId === id),
      10_000,
    );
    expect(judged?.standings).toMatchObject([{ objectiveId: id, objectiveVersion: 1, state: "unknown" }]);
  } finally {
    await closeDatabase(connected);
  }
});

async function onServer(run: (admin: pg.Client, name: string) => Promise<void>): Promise<void> {
  const url = new URL(database.url);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    await run(admin, name);
  } finally {
    await admin.end();
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runMigrations } from "graphile-worker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MetricName } from "@/lib/domain/metric";
import { HOUR_MS, MINUTE_MS, SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import { runMonitoringCycle } from "@/lib/monitoring/run-monitoring-cycle";
import { startSourceReading } from "@/lib/worker/read-sources";
import { createLogger } from "@/lib/platform/logger";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { startFakeEngine, type FakeEngine, type FakeSeries } from "./fake-engine.fixture";
import { readSource, type ReadOutcome } from "./read-source";
import { addSource, only, openReading, type Reading } from "./reading.fixture";

const T0_MS = Date.UTC(2026, 10, 23, 12, 0, 0);
const PER_SECOND = 7;
const POLL = { timeout: 15_000, interval: 100 };
const LIMITS = { queryTimeoutMs: 300, readTimeoutMs: 2_000, maxBytes: 20_000 };

let database: TestDatabase;
let clock: FixedClock;
let reading: Reading;
let engine: FakeEngine;

const steady = (region: string, value = PER_SECOND): FakeSeries => ({
  labels: { region, service: "shop" },
  value: () => value,
});

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(T0_MS);
  reading = openReading(database.url, clock);
  engine = await startFakeEngine();
  engine.series = new Map([["requests", [steady("north")]]]);
});
afterEach(async () => {
  await engine.close();
  await reading.close();
  await database.drop();
});

const read = (id: string): Promise<ReadOutcome> =>
  readSource(reading.ctx, reading.services, { id, limits: LIMITS });

/** [windows, sum, count] of a region as a whole, in each tier. */
async function stored(metric: number, region = "north"): Promise<Record<string, [number, number]>> {
  const { rows } = await database.pool.query<{ tier_ms: number; n: string; sum: number }>(
    `select tier_ms, count(*) as n, sum(sum) as sum from rollup r join region g on g.id = r.region_id
     where metric = $1 and g.code = $2 and service_id = 0 group by tier_ms`,
    [metric, region],
  );
  return Object.fromEntries(rows.map((row) => [row.tier_ms, [Number(row.n), row.sum]]));
}
const REQUESTS = 1;

async function readBackTo(id: string, readToMs: number): Promise<void> {
  await database.pool.query(`update source set "readToMs" = $2 where id = $1`, [id, readToMs]);
}

describe("windows", () => {
  test("the first read is the newest window, in every tier; the same window is not read again", async () => {
    const id = await addSource(reading, engine.url, only({ requests: "requests" }));
    expect(await read(id)).toEqual({ kind: "read", windows: 1 });
    expect(await read(id)).toEqual({ kind: "idle" });
    const once = [1, PER_SECOND * 10];
    const tiers = { 10000: once, 60000: once, 300000: once, 3600000: once, 86400000: once };
    expect(await stored(REQUESTS)).toEqual(tiers);
  });

  test("what was missed is caught up, by range, and no more than an hour of it", async () => {
    const id = await addSource(reading, engine.url, only({ requests: "requests" }));
    await readBackTo(id, T0_MS - 2 * HOUR_MS);
    expect(await read(id)).toEqual({ kind: "read", windows: 360 });
    expect((await stored(REQUESTS))[WINDOW_MS]).toEqual([360, 360 * 10 * PER_SECOND]);
    expect(engine.asked).toHaveLength(12);
  });

  test("a window is read once its delay is over", async () => {
    const settings = { ...only({ requests: "requests" }), delayMs: 15 * SECOND_MS };
    const id = await addSource(reading, engine.url, settings);
    await read(id);
    const { rows } = await database.pool.query(`select "readToMs"::text from source`);
    expect(rows).toEqual([{ readToMs: String(T0_MS - 20 * SECOND_MS) }]);
  });

  test("what an import filled is left as it is", async () => {
    await database.pool.query(`insert into region (code, name) values ('north', 'North')`);
    await database.pool.query(
      `insert into backfill (id, name, source, state, "createdBy") values ('b', 'b', '{}', 'done', 'test')`,
    );
    await database.pool.query(
      `insert into backfill_claim (metric, region_id, from_ms, to_ms, backfill_id)
       select $1, id, $2, $3, 'b' from region`,
      [REQUESTS, T0_MS - 10 * MINUTE_MS, T0_MS - 5 * MINUTE_MS],
    );
    engine.series = new Map([["requests", [steady("north"), steady("south")]]]);
    const id = await addSource(reading, engine.url, only({ requests: "requests" }));
    await readBackTo(id, T0_MS - 10 * MINUTE_MS);
    expect(await read(id)).toEqual({ kind: "read", windows: 60 });
    expect((await stored(REQUESTS))[WINDOW_MS]).toEqual([30, 30 * 10 * PER_SECOND]);
    expect((await stored(REQUESTS, "south"))[WINDOW_MS]).toEqual([60, 60 * 10 * PER_SECOND]);
  });

  test("two workers at once read it once", async () => {
    const id = await addSource(reading, engine.url, only({ requests: "requests" }));
    await readBackTo(id, T0_MS - 10 * MINUTE_MS);
    const outcomes = await Promise.all([read(id), read(id), read(id)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["busy", "busy", "read"]);
    expect((await stored(REQUESTS))[WINDOW_MS]).toEqual([60, 60 * 10 * PER_SECOND]);
  });

  test("answers to what was asked before a change are not stored", async () => {
    const id = await addSource(reading, engine.url, only({ requests: "requests" }));
    engine.behave = (_expression, res) => {
      engine.behave = null;
      const result = [{ metric: { region: "north" }, value: [T0_MS / 1000, "1"] }];
      const answer = JSON.stringify({ status: "success", data: { resultType: "vector", result } });
      void database.pool.query("update source set version = version + 1").then(() => res.end(answer));
    };
    expect(await read(id)).toEqual({ kind: "busy" });
    expect(await stored(REQUESTS)).toEqual({});
  });
});

test("kill -9 at random moments: every window counts once", { timeout: 120_000 }, async () => {
  const windows = 360;
  const id = await addSource(reading, engine.url, only({ requests: "requests" }));
  await readBackTo(id, T0_MS - HOUR_MS);
  const script = path.join(import.meta.dirname, "read-until-killed.fixture.ts");
  let killed = 0;
  for (let round = 0; round < 5; round++) {
    const args = ["--import", "tsx", script, database.url, id, String(T0_MS)];
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    const closed = once(child, "close");
    // The second answer was given: it is being stored, or the first just was.
    const seen = engine.asked.length + 2;
    await until(() => engine.asked.length >= seen || child.exitCode !== null);
    await sleep(Math.random() * 60);
    if (child.exitCode === null) {
      killed++;
      child.kill("SIGKILL");
    }
    await closed;
    await database.pool.query(`update source set "leaseUntilMs" = null`); // the dead worker's lease has run out
  }
  await read(id);
  expect(killed).toBeGreaterThan(0);
  const all = [windows, windows * 10 * PER_SECOND];
  const tiers = await stored(REQUESTS);
  expect(tiers[WINDOW_MS]).toEqual(all);
  expect(tiers[HOUR_MS][1]).toBe(all[1]);
});

test("a worker that died lets go when its lease runs out", async () => {
  const id = await addSource(reading, engine.url, only({ requests: "requests" }));
  expect(await reading.ctx.sources.lease(id, T0_MS, T0_MS + MINUTE_MS)).not.toBeNull();
  expect(await read(id)).toEqual({ kind: "busy" });
  clock.advance(MINUTE_MS);
  expect((await read(id)).kind).toBe("read");
});

test("a reader that outlived its lease neither frees the next reader's nor writes its error over", async () => {
  const id = await addSource(reading, engine.url, only({ requests: "requests" }));
  const { sources } = reading.ctx;
  const [first, second] = [T0_MS + MINUTE_MS, T0_MS + 2 * MINUTE_MS];
  expect(await sources.lease(id, T0_MS, first)).not.toBeNull();
  clock.advance(MINUTE_MS);
  expect(await sources.lease(id, clock.nowMs(), second)).not.toBeNull();
  await sources.noteFailure(id, first, { atMs: clock.nowMs(), tookMs: 1, error: "late" });
  await sources.release(id, first);
  expect((await sources.list())[0].error).toBeNull();
  expect(await read(id)).toEqual({ kind: "busy" });
  await sources.noteFailure(id, second, { atMs: clock.nowMs(), tookMs: 1, error: "its own" });
  await sources.release(id, second);
  expect((await sources.list())[0].error).toBe("its own");
  expect((await read(id)).kind).toBe("read");
});

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(1);
}

describe("an engine that fails", () => {
  const html = "<html>Gateway</html>";
  const error = (errorType: string) => JSON.stringify({ status: "error", errorType, error: "because" });
  test.each<[string, NonNullable<FakeEngine["behave"]>, string]>([
    ["never answers", () => undefined, "timeout"],
    ["hangs up", (_e, res) => void res.destroy(), "unreachable"],
    ["answers garbage", (_e, res) => void res.end(html), "bad-answer"],
    ["answers too much", (_e, res) => void res.end("x".repeat(100_000)), "too-large"],
    ["answers that it cannot now", (_e, res) => void res.writeHead(503).end(error("timeout")), "engine"],
    ["refuses every expression", (_e, res) => void res.writeHead(400).end(error("bad_data")), "bad-query"],
  ])(
    "%s: nothing is stored, the reason is told, and it goes on where it was",
    async (_what, behave, failure) => {
      const id = await addSource(reading, engine.url, only({ requests: "requests" }));
      await read(id);
      engine.behave = behave;
      clock.advance(30 * SECOND_MS);
      expect(await read(id)).toEqual({ kind: "failed", failure, windows: 0 });
      expect((await stored(REQUESTS))[WINDOW_MS][0]).toBe(1);
      const [{ error: told, readToMs }] = await reading.ctx.sources.list();
      expect(told).toMatch(/^requests: /);
      expect(readToMs).toBe(T0_MS);
      engine.behave = null;
      expect(await read(id)).toEqual({ kind: "read", windows: 3 });
      expect((await stored(REQUESTS))[WINDOW_MS]).toEqual([4, 4 * 10 * PER_SECOND]);
      expect((await reading.ctx.sources.list())[0].error).toBeNull();
    },
  );

  test("one expression that it refuses leaves out that metric alone, and says so", async () => {
    engine.behave = (expression, res) => {
      const result = [{ metric: { region: "north" }, value: [T0_MS / 1000, "1"] }];
      if (expression === "bad") res.writeHead(400).end(error("bad_data"));
      else res.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
    };
    const id = await addSource(reading, engine.url, only({ requests: "requests", errors: "bad" }));
    expect((await read(id)).kind).toBe("read");
    const [{ leftOut }] = await reading.ctx.sources.list();
    expect(leftOut).toEqual([{ metric: "errors", reason: expect.stringContaining("because") }]);
  });

  test("an answer too large for many windows is asked for in smaller parts", async () => {
    const regions = Array.from({ length: 40 }, (_, index) => steady(`region-${index}`));
    engine.series = new Map([["requests", regions]]);
    const id = await addSource(reading, engine.url, only({ requests: "requests" }));
    await readBackTo(id, T0_MS - 5 * MINUTE_MS);
    expect(await read(id)).toEqual({ kind: "read", windows: 30 });
    expect((await stored(REQUESTS, "region-7"))[WINDOW_MS]).toEqual([30, 30 * 10 * PER_SECOND]);
  });
});

test("a dead source makes its regions unknown and nothing else; the others live, and so does the cycle", async () => {
  await runMigrations({ connectionString: database.url });
  const other = await startFakeEngine();
  other.series = new Map([["requests", [steady("south", 5)]]]);
  const settings = only({ requests: "requests" });
  await addSource(reading, engine.url, settings, "north's");
  await addSource(reading, other.url, settings, "south's");
  const worker = startSourceReading(reading.ctx, reading.services, createLogger("test", "silent"));
  try {
    const readTo = async (name: string) =>
      (await reading.ctx.sources.list()).find((source) => source.name === name)?.readToMs;
    await expect
      .poll(async () => [await readTo("north's"), await readTo("south's")], POLL)
      .toEqual([T0_MS, T0_MS]);
    engine.behave = () => undefined; // asked, and silent for ever
    clock.advance(3 * MINUTE_MS);
    await expect.poll(() => readTo("south's"), POLL).toBe(clock.nowMs());
    await runMonitoringCycle(reading.ctx, { slotMs: clock.nowMs(), trigger: "test" });
  } finally {
    await worker.stop();
    await other.close();
  }
  const rows = (await reading.ctx.snapshots.latestRegions()) ?? [];
  const shown = rows.map(({ region, status, stale, requestsPerSecond }) => [
    region,
    status,
    stale,
    requestsPerSecond,
  ]);
  expect(shown).toEqual([
    ["north", "unknown", true, null],
    ["south", expect.not.stringMatching("unknown"), false, expect.closeTo(5, 6)],
  ]);
});

test("what names no region or has no buckets is left out, counted by metric", async () => {
  const nameless: FakeSeries = { labels: { service: "shop" }, value: () => 1 };
  engine.series = new Map([
    ["requests", [steady("north"), nameless]],
    ["latency", [steady("north")]],
  ]);
  const id = await addSource(reading, engine.url, only({ requests: "requests", latency: "latency" }));
  await read(id);
  const metrics: [MetricName | null, string][] = (await reading.ctx.sources.list())[0].leftOut.map(
    ({ metric, reason }) => [metric, reason],
  );
  expect(metrics).toEqual([
    ["requests", "1 series name no region."],
    ["latency", "1 series are no classic histogram with le up to +Inf."],
  ]);
});

test("a label that names ever more places fills no catalogue: 200 regions over all reads, until it is changed", async () => {
  const places = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => steady(`pod-${from + index}`));
  const regions = async () =>
    Number((await database.pool.query("select count(*) from region")).rows[0].count);
  const leftOut = async () => (await reading.ctx.sources.list())[0].leftOut;
  const id = await addSource(reading, engine.url, only({ requests: "requests" }));
  const readNext = async () => {
    clock.advance(WINDOW_MS);
    expect(await readSource(reading.ctx, reading.services, { id })).toEqual({ kind: "read", windows: 1 });
  };
  engine.series = new Map([["requests", places(0, 150)]]);
  await readNext();
  engine.series = new Map([["requests", places(100, 150)]]);
  await readNext();
  expect(await regions()).toBe(200);
  const beyond = "are of regions beyond the 200 that a source may have.";
  expect(await leftOut()).toEqual([{ metric: "requests", reason: `50 series ${beyond}` }]);
  engine.series = new Map([["requests", places(1_000, 5)]]);
  await readNext();
  expect(await regions()).toBe(200);
  await database.pool.query("update source set version = version + 1");
  await readNext();
  expect(await regions()).toBe(205);
  expect(await reading.ctx.sources.remove(id, 2)).toBe(true);
  expect((await database.pool.query("select key from setting")).rows).toEqual([]);
});

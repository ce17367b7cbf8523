import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { HOUR_MS, MINUTE_MS, SECOND_MS, TIERS, WINDOW_MS } from "@/lib/domain/window";
import type { Actor } from "@/lib/platform/actor";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals } from "@/lib/testing/insert-rollups";
import { metricDefinition } from "@/lib/domain/metric";
import { HISTORY_METRICS } from "@/lib/domain/metric-history";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { historyPoints } from "@/lib/pipeline/aggregate/metric-history";
import { runMigrations } from "graphile-worker";
import { readGlobalMetrics } from "./read-global-metrics";
import { readMetricHistories } from "./read-metric-histories";
import { readMetricHistory } from "./read-metric-history";
import { readRealTime } from "./read-real-time";
import { readRegionalMetrics } from "./read-regional-metrics";
import { readServiceMetrics } from "./read-service-metrics";
import { readServiceTotals } from "./read-service-totals";
import { readWorkerLag } from "./read-worker-lag";
import { runMonitoringCycle } from "./run-monitoring-cycle";
import { startMonitoring } from "./start-monitoring";

const SLOT_MS = Date.UTC(2026, 10, 23, 12);
const clock = fixedClock(SLOT_MS + 2_500);
let testDatabase: TestDatabase;
let database: Database;
let ctx: Ctx;
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock, demo: false });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  ctx = as(systemActor("test"));
  await runMigrations({ connectionString: testDatabase.url });
  const windows = Array.from({ length: 12 }, (_, index) => SLOT_MS - (index + 1) * WINDOW_MS);
  const rows = windows.flatMap((windowMs) =>
    [null, "shop"].flatMap((service) => [
      { metric: "requests" as const, region: "eu", service, windowMs, sum: 100 },
      { metric: "errors" as const, region: "eu", service, windowMs, sum: 0 },
    ]),
  );
  await insertRollups(testDatabase.pool, rows);
  const metrics = ["requests", "errors"] as const;
  await insertSignals(
    testDatabase.pool,
    metrics.map((metric) => ({ metric, region: "eu", service: "shop", newestSampleMs: SLOT_MS - 1_000 })),
  );
});
beforeEach(async () => {
  clock.set(SLOT_MS + 2_500);
  await testDatabase.pool.query(
    "truncate monitoring_cycle, global_metrics, regional_metrics, service_metrics, service_totals",
  );
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

test("a cycle stores what the roll-ups say, tells the browsers, and its lag can be read", async () => {
  const listener = await testDatabase.pool.connect();
  const heard = new Promise<string | undefined>((resolve) =>
    listener.on("notification", (notice) => resolve(notice.payload)),
  );
  await listener.query("listen hm_live");
  const cycle = await runMonitoringCycle(ctx, { slotMs: SLOT_MS, trigger: "schedule" });
  expect(JSON.parse((await heard) ?? "")).toEqual({ topic: "snapshot", asOfMs: SLOT_MS });
  await listener.query("unlisten *");
  listener.release();
  expect(cycle).toMatchObject({ asOfMs: SLOT_MS, trigger: "schedule" });
  expect(await readGlobalMetrics(ctx)).toMatchObject({
    asOfMs: SLOT_MS,
    requestsPerSecond: 10,
    errorRatio: 0,
    status: "healthy",
  });
  expect(await readServiceMetrics(ctx, { region: "eu" })).toEqual([
    expect.objectContaining({ service: "shop", requestsPerSecond: 10 }),
  ]);
  expect((await readRealTime(ctx))?.regions).toHaveLength(1);
  clock.advance(7_500);
  expect(await readWorkerLag(ctx)).toEqual({
    lastAsOfMs: SLOT_MS,
    lastFinishedAtMs: SLOT_MS + 2_500,
    lagMs: 10_000,
    predictedToMs: null,
    ...{ predictionTookMs: null, forecastTookMs: null, capacityTookMs: null },
    ...{ anomaliesToMs: null, anomaliesTookMs: null },
    ...{ predictionsUnreadable: null, anomaliesUnreadable: null },
  });
});

test("a cycle compares with the same time last week, and says since when a status holds", async () => {
  const windowMs = SLOT_MS - 7 * 24 * HOUR_MS;
  const fiveMinutes = TIERS.filter((tier) => tier.name === "5m");
  const past = { region: "eu", service: null, windowMs } as const;
  await insertRollups(
    testDatabase.pool,
    [
      { ...past, metric: "requests", sum: 2_700 },
      { ...past, metric: "errors", sum: 27 },
    ],
    fiveMinutes,
  );
  await runMonitoringCycle(ctx, { slotMs: SLOT_MS, trigger: "schedule" });
  expect(await readGlobalMetrics(ctx)).toMatchObject({
    lastWeek: { windowMs, requestsPerSecond: 9, errorRatio: 0.01 },
    statusSinceMs: null,
  });
  const silentMs = SLOT_MS + 70_000;
  for (const slotMs of [silentMs, silentMs + WINDOW_MS])
    await runMonitoringCycle(ctx, { slotMs, trigger: "schedule" });
  const services = [...(await readServiceMetrics(ctx, { region: "eu" })), ...(await readServiceTotals(ctx))];
  for (const scope of [await readGlobalMetrics(ctx), ...services])
    expect(scope).toMatchObject({ status: "unknown", statusSinceMs: silentMs });
});

test("of many at once one computes the slot, the others get its cycle", async () => {
  const cycles = await Promise.all(
    Array.from({ length: 4 }, () => runMonitoringCycle(ctx, { slotMs: SLOT_MS, trigger: "schedule" })),
  );
  expect(new Set(cycles.map((cycle) => cycle.id)).size).toBe(1);
  const { rows } = await testDatabase.pool.query("select * from monitoring_cycle");
  expect(rows).toHaveLength(1);
});

test("when its input stops the next cycle says unknown, without a figure left over", async () => {
  const slotMs = SLOT_MS + 70_000;
  await runMonitoringCycle(ctx, { slotMs, trigger: "schedule" });
  expect(await readGlobalMetrics(ctx)).toMatchObject({
    status: "unknown",
    requestsPerSecond: null,
    errorRatio: null,
    healthScore: null,
  });
  expect(await readRegionalMetrics(ctx, { regions: ["eu"] })).toEqual([
    expect.objectContaining({ stale: true }),
  ]);
});

test("a cycle that fails leaves nothing, and its slot can be run again", async () => {
  const broken: Ctx = {
    ...ctx,
    transaction: (run) =>
      ctx.transaction((tx) =>
        run({ ...tx, rollups: { ...tx.rollups, signals: () => Promise.reject(new Error("away")) } }),
      ),
  };
  await expect(runMonitoringCycle(broken, { slotMs: SLOT_MS, trigger: "schedule" })).rejects.toThrow("away");
  expect(await readGlobalMetrics(ctx)).toBeNull();
  expect((await runMonitoringCycle(ctx, { slotMs: SLOT_MS, trigger: "schedule" })).asOfMs).toBe(SLOT_MS);
});

test("start monitoring: one cycle, one job, however many ask at once; a new one when it is done", async () => {
  clock.advance(1_234);
  const started = await Promise.all(Array.from({ length: 5 }, () => startMonitoring(ctx)));
  expect(new Set(started.map((one) => one.cycleId)).size).toBe(1);
  const { rows } = await testDatabase.pool.query<{ key: string }>(
    "select key from graphile_worker.jobs where key like 'cycle:%'",
  );
  expect(rows).toEqual([{ key: `cycle:${SLOT_MS + 3_734}` }]);
  const cycle = await runMonitoringCycle(ctx, { slotMs: SLOT_MS + 3_734, trigger: "system:test" });
  expect(cycle).toMatchObject({ id: started[0].cycleId, asOfMs: SLOT_MS, trigger: "system:test" });
  clock.advance(1_000);
  expect((await startMonitoring(ctx)).cycleId).not.toBe(cycle.id);
});

test("history: a rate a step, gaps as null, as is the first step of a run", async () => {
  const input = {
    metric: "requests_per_second",
    region: null,
    service: "shop",
    fromMs: SLOT_MS - 3 * MINUTE_MS,
    toMs: SLOT_MS,
  } as const;
  const history = await readMetricHistory(ctx, input);
  expect(history).toMatchObject({
    unit: "per-second",
    tier: "10s",
    stepMs: WINDOW_MS,
    fromMs: input.fromMs,
    toMs: SLOT_MS,
  });
  expect(history.points.map((point) => point.value)).toEqual([...Array(7).fill(null), ...Array(11).fill(10)]);
  const coarse = await readMetricHistory(ctx, { ...input, metric: "error_rate", points: 3 });
  expect(coarse.points.map((point) => point.value)).toEqual([null, 0, 0]);
});

test("a chart whose beginning is in a coarser tier alone is read from there", async () => {
  const minutes = Array.from({ length: 55 }, (_, index) => SLOT_MS - (index + 5) * MINUTE_MS);
  const imported = minutes.map((windowMs) => ({ metric: "cpu" as const, region: "eu", service: "past", windowMs, sum: 0.5 })); // prettier-ignore
  const live = [1, 2, 3].map((index) => ({
    ...{
      metric: "cpu" as const,
      region: "eu",
      service: "past",
      windowMs: SLOT_MS - index * WINDOW_MS,
      sum: 0.25,
    },
  }));
  await insertRollups(testDatabase.pool, imported, TIERS.slice(1));
  await insertRollups(testDatabase.pool, live);
  await insertSignals(testDatabase.pool, [
    { metric: "cpu", region: "eu", service: "past", newestSampleMs: SLOT_MS },
  ]);
  const read = (fromMs: number) =>
    readMetricHistory(ctx, {
      metric: "cpu",
      region: "eu",
      service: "past",
      fromMs,
      toMs: SLOT_MS,
      points: 360,
    });
  const hour = await read(SLOT_MS - HOUR_MS);
  expect([hour.tier, hour.stepMs]).toEqual(["1m", MINUTE_MS]);
  expect(hour.points.filter((point) => point.value !== null)).toHaveLength(56);
  // Where the finest tier has most of it, it stays.
  expect((await read(SLOT_MS - 30 * SECOND_MS)).tier).toBe("10s");
});

test("a history is marked as demo data where the newest of what it is made of is", async () => {
  const span = { fromMs: SLOT_MS - MINUTE_MS, toMs: SLOT_MS, points: 9 };
  const demo = async () =>
    (await readMetricHistory(ctx, { metric: "requests", region: "eu", service: null, ...span })).demo;
  expect(await demo()).toBe(false);
  await testDatabase.pool.query("update signal set demo = true where metric = $1", [
    metricDefinition("requests").code,
  ]);
  expect(await demo()).toBe(true);
  await testDatabase.pool.query("update signal set demo = false");
});

test("many histories in one answer are each what it is alone, in the order that was asked for", async () => {
  const metrics = ["error_rate", "requests_per_second", "availability", "latency_p99", "requests"] as const;
  const span = { fromMs: SLOT_MS - 3 * MINUTE_MS, toMs: SLOT_MS, points: 9 };
  for (const place of [
    { regions: ["eu"], service: null },
    { regions: null, service: null },
    { regions: ["eu"], service: "shop" },
  ]) {
    const { series, ...scale } = await readMetricHistories(ctx, { metrics, ...place, ...span });
    expect(series.map(({ metric }) => metric)).toEqual(metrics);
    for (const one of series) {
      const { columns, ...subject } = one;
      const alone = { metric: one.metric, region: one.region, service: place.service, ...span };
      const points = historyPoints(columns, scale);
      expect({ ...scale, ...subject, points }).toEqual(await readMetricHistory(ctx, alone));
    }
  }
});

test("more points than one answer holds are refused", async () => {
  const metrics = HISTORY_METRICS.flatMap((metric) => Array.from({ length: 8 }, () => metric));
  const span = { fromMs: SLOT_MS - MINUTE_MS, toMs: SLOT_MS, points: 2_000 };
  await expect(
    readMetricHistories(ctx, { metrics, regions: null, service: null, ...span }),
  ).rejects.toMatchObject({ code: "bad-request", errors: [{ pointer: "points" }] });
});

test.each([
  ["an unknown region", { region: "nowhere" }, "region"],
  ["an unknown service", { service: "nobody" }, "service"],
  ["an empty span", { fromMs: SLOT_MS, toMs: SLOT_MS }, "from"],
  ["too many points", { points: 2_001 }, "points"],
])("history refuses %s by name", async (_name, changes, pointer) => {
  const input = {
    metric: "requests",
    region: null,
    service: null,
    fromMs: SLOT_MS - MINUTE_MS,
    toMs: SLOT_MS,
    ...changes,
  } as const;
  await expect(readMetricHistory(ctx, input)).rejects.toMatchObject({
    code: "bad-request",
    errors: [{ pointer }],
  });
});

test("unknown regions are refused by name, strangers and lesser roles too", async () => {
  await expect(readRegionalMetrics(ctx, { regions: ["eu", "mars", "moon"] })).rejects.toMatchObject({
    code: "bad-request",
    errors: [
      { pointer: "regions", message: 'unknown region "mars"' },
      { pointer: "regions", message: 'unknown region "moon"' },
    ],
  });
  await expect(readServiceMetrics(ctx, { region: "mars" })).rejects.toMatchObject({ code: "bad-request" });
  await expect(readGlobalMetrics(as({ kind: "anonymous", scopes: [] }))).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const executive: Actor = { kind: "user", id: "1", name: "E", role: "executive", scopes: ["metrics:read"] };
  await expect(startMonitoring(as(executive))).rejects.toMatchObject({ code: "forbidden" });
  await expect(runMonitoringCycle(as(executive), { slotMs: SLOT_MS, trigger: "x" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

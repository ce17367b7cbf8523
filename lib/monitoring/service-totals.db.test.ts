import { afterAll, beforeAll, expect, test } from "vitest";
import { runMigrations } from "graphile-worker";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { metricDefinition } from "@/lib/domain/metric";
import { WINDOW_MS } from "@/lib/domain/window";
import { decodeHistogram, Histogram, STORED_SCALE } from "@/lib/pipeline/aggregate/histogram";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals, type TestRollup } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { readServiceMetrics } from "./read-service-metrics";
import { readServiceTotals } from "./read-service-totals";
import { runMonitoringCycle } from "./run-monitoring-cycle";

const SLOT_MS = Date.UTC(2026, 10, 23, 12);
const clock = fixedClock(SLOT_MS + 2_500);
/** Requests a window and how long they take, by region. */
const SHOP = { eu: { slowMs: 300, slow: 9 }, us: { slowMs: 2_000, slow: 9 }, ap: { slowMs: 60, slow: 3 } };
const REQUESTS = 500;
const FAST_MS = 20;
let testDatabase: TestDatabase;
let database: Database;
let ctx: Ctx;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  ctx = bindCtx({ database, actor: systemActor("test"), clock, demo: false });
  await runMigrations({ connectionString: testDatabase.url });
  const windows = Array.from({ length: 12 }, (_, index) => SLOT_MS - (index + 1) * WINDOW_MS);
  await insertRollups(
    testDatabase.pool,
    windows.flatMap((windowMs) => Object.keys(SHOP).flatMap((region) => rowsOf(region, windowMs))),
  );
  await insertSignals(
    testDatabase.pool,
    Object.keys(SHOP).flatMap((region) =>
      (["requests", "errors", "latency"] as const).map((metric) => ({
        ...{ metric, region, service: "shop", newestSampleMs: SLOT_MS - 1_000 },
      })),
    ),
  );
  await runMonitoringCycle(ctx, { slotMs: SLOT_MS, trigger: "schedule" });
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

function rowsOf(region: string, windowMs: number): TestRollup[] {
  const { slowMs, slow } = SHOP[region as keyof typeof SHOP];
  const histogram = Histogram.empty();
  for (const [ms, count] of [
    [FAST_MS, REQUESTS - slow],
    [slowMs, slow],
  ]) {
    const offset = Math.ceil(Math.log2(ms) * 2 ** STORED_SCALE) - 1;
    const exponential = { scale: STORED_SCALE, zeroCount: 0, offset, counts: [count] };
    histogram.addPoint({ count, sum: null, explicit: null, exponential }, 1);
  }
  const shared = { region, service: "shop", windowMs };
  const latency = {
    ...shared,
    metric: "latency",
    count: REQUESTS,
    sum: 0,
    histogram: histogram.encode(),
  } as const;
  return [
    { ...shared, metric: "requests", sum: REQUESTS },
    { ...shared, metric: "errors", sum: region === "us" ? 50 : 0 },
    ...(windowMs === SLOT_MS - WINDOW_MS ? [latency] : []), // the test's insert adds up no histograms
  ];
}

test("the p99 of a service everywhere is that of all stored histograms merged by hand", async () => {
  const { rows } = await testDatabase.pool.query<{ histogram: Buffer }>(
    `select histogram from rollup join service on service.id = service_id
     where tier_ms = $1 and metric = $2 and service.name = 'shop' and window_ms >= $3`,
    [WINDOW_MS, metricDefinition("latency").code, SLOT_MS - 12 * WINDOW_MS],
  );
  expect(rows).toHaveLength(3);
  const merged = Histogram.empty();
  for (const { histogram } of rows) merged.merge(decodeHistogram(histogram));
  const [shop] = await readServiceTotals(ctx);
  expect([shop.latencyP50Ms, shop.latencyP95Ms, shop.latencyP99Ms]).toEqual(
    [0.5, 0.95, 0.99].map((q) => merged.quantile(q)),
  );
  const regions = await readServiceMetrics(ctx, { region: null, service: "shop" });
  const p99s = regions.map(({ latencyP99Ms }) => latencyP99Ms as number);
  expect(p99s).toHaveLength(3);
  // Of 1,500 requests the slowest hundredth are 15: 9 took 2 s, the next 9 took 300 ms.
  expect(shop.latencyP99Ms).toBeGreaterThan(290);
  expect(shop.latencyP99Ms).toBeLessThan(310);
  expect(Math.max(...p99s)).toBeGreaterThan(1_900);
  expect(p99s.reduce((sum, ms) => sum + ms, 0) / p99s.length).toBeGreaterThan(600);
});

test("its other figures are those of its regions added up, as SQL adds them", async () => {
  const { rows } = await testDatabase.pool.query<{ requests: number; errors: number }>(
    `select sum(sum) filter (where metric = $1) as requests, sum(sum) filter (where metric = $2) as errors
     from rollup where tier_ms = $3 and window_ms >= $4`,
    [metricDefinition("requests").code, metricDefinition("errors").code, WINDOW_MS, SLOT_MS - 6 * WINDOW_MS],
  );
  const [{ requests, errors }] = rows;
  const [shop] = await readServiceTotals(ctx);
  expect(shop.requestsPerSecond).toBeCloseTo(requests / 60, 9);
  expect(shop.errorRatio).toBeCloseTo(errors / requests, 9);
  expect(shop).toMatchObject({ service: "shop", status: "critical", stale: false, asOfMs: SLOT_MS });
  expect(shop.statusBecause).toMatch(/^us \(critical\) carries 33.3 % of the traffic/);
  expect(shop.places.map(({ region, status }) => [region, status])).toEqual([
    ["ap", "healthy"],
    ["eu", "degraded"],
    ["us", "critical"],
  ]);
});

test("a service never seen is refused by its name; strangers are too", async () => {
  await expect(readServiceMetrics(ctx, { region: null, service: "nobody" })).rejects.toMatchObject({
    code: "bad-request",
    errors: [{ pointer: "service", message: 'unknown service "nobody"' }],
  });
  const stranger = bindCtx({ database, actor: { kind: "anonymous", scopes: [] }, clock, demo: false });
  await expect(readServiceTotals(stranger)).rejects.toMatchObject({ code: "unauthenticated" });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { MetricName } from "@/lib/domain/metric";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS, WINDOW_MS } from "@/lib/domain/window";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals, type TestRollup } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { runMonitoringCycle } from "./run-monitoring-cycle";

const SLOT_MS = Date.UTC(2026, 10, 23, 12);
const WEEK_MS = 7 * DAY_MS;
const REACH = 0.5;
const FIVE_MINUTES = TIERS.filter(({ windowMs }) => windowMs === 5 * MINUTE_MS);
const HOURLY = TIERS.filter(({ windowMs }) => windowMs === HOUR_MS);
let testDatabase: TestDatabase;
let database: Database;
let ctx: Ctx;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  const actor = systemActor("test");
  ctx = bindCtx({ database, actor, clock: fixedClock(SLOT_MS + 2_500), demo: false });
  await present();
  await lastWeek();
  await testDatabase.pool.query(`update service set "reachRatio" = ${REACH} where name = 'shop'`);
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

/** `quick` answers of 50 ms and `slow` ones of 5 s: the objective is 150 ms. */
function latencies(quick: number, slow: number): Uint8Array {
  const histogram = Histogram.empty();
  for (const [ms, count] of [
    [50, quick],
    [5_000, slow],
  ]) {
    // prettier-ignore
    const exponential = { scale: 5, offset: Math.ceil(Math.log2(ms) * 32) - 1, counts: [count], zeroCount: 0 };
    histogram.addPoint({ count, sum: count * ms, explicit: null, exponential }, 1);
  }
  return histogram.encode();
}

/** A region and its one service, the same rows of both. */
const both = (row: TestRollup): TestRollup[] => [row, { ...row, service: "shop" }];

/** eu: 1,000 requests/min of which 6 % fail and 8 % of answers are slow; us: 3,000/min, none fails. */
async function present(): Promise<void> {
  const windows = Array.from({ length: 12 }, (_, index) => SLOT_MS - (index + 1) * WINDOW_MS);
  const regions = [
    { region: "eu", requests: 1_000, errors: 60, quick: 92, slow: 8, users: 50_000, servers: 40, cpu: 0.51 },
    { region: "us", requests: 3_000, errors: 0, quick: 100, slow: 0, users: 90_000, servers: 60, cpu: 0.85 },
  ];
  const rows = regions.flatMap(({ region, requests, errors, quick, slow, users, servers, cpu }) =>
    windows.flatMap((windowMs) => {
      const at = { region, windowMs };
      return [
        ...both({ ...at, metric: "requests", sum: requests / 6 }),
        ...both({ ...at, metric: "errors", sum: errors / 6 }),
        { ...at, metric: "active_users" as const, sum: users },
        { ...at, metric: "servers" as const, sum: servers },
        { ...at, metric: "cpu" as const, sum: cpu },
        ...(windowMs === windows[0]
          ? both({ ...at, metric: "latency", sum: 0, histogram: latencies(quick, slow) })
          : []),
      ];
    }),
  );
  await insertRollups(testDatabase.pool, rows);
  const named = ["requests", "errors", "latency"] as const;
  const unnamed = ["active_users", "servers", "cpu"] as const;
  await signals([
    ...named.map((metric) => [metric, "shop"] as const),
    ...unnamed.map((metric) => [metric, null] as const),
  ]);
}

async function signals(metrics: readonly (readonly [MetricName, string | null])[]): Promise<void> {
  await insertSignals(
    testDatabase.pool,
    ["eu", "us"].flatMap((region) =>
      metrics.map(([metric, service]) => ({ metric, region, service, newestSampleMs: SLOT_MS - 1_000 })),
    ),
  );
}

/** The same hour last week: 1 % of eu's requests failed, 3 % were slow. us carried three times as many. */
async function lastWeek(): Promise<void> {
  const windowMs = SLOT_MS - HOUR_MS - WEEK_MS;
  const rows = [
    ...both({ metric: "requests", region: "eu", windowMs, sum: 60_000 }),
    ...both({ metric: "errors", region: "eu", windowMs, sum: 600 }),
    ...both({ metric: "latency", region: "eu", windowMs, sum: 0, histogram: latencies(97, 3) }),
    ...both({ metric: "requests", region: "us", windowMs, sum: 180_000 }),
    ...both({ metric: "errors", region: "us", windowMs, sum: 0 }),
    ...both({ metric: "latency", region: "us", windowMs, sum: 0, histogram: latencies(100, 0) }),
  ];
  await insertRollups(testDatabase.pool, rows, HOURLY);
}

async function run(slotMs = SLOT_MS) {
  await runMonitoringCycle(ctx, { slotMs, trigger: "test" });
  const executive = await ctx.snapshots.latestExecutive();
  const regions = await ctx.snapshots.latestRegions();
  const services = await ctx.snapshots.latestServices(null);
  const business = executive!.business!;
  const region = (code: string) => regions!.find((row) => row.region === code)!;
  const missing = (field: string) => executive!.missing.find((one) => one.field === field)?.reason;
  return { executive: executive!, business, region, services: services!, missing };
}

const set = (change: object) =>
  ctx.businessSettings.update(
    1,
    {
      ...{ currency: "EUR", abandonmentRatio: 0.25, worldRevenuePerMinute: null, pricePerServerHour: null },
      targetUtilizationRatio: null,
      ...change,
    },
    SLOT_MS,
  );

test("nothing set: null with the reason, never 0", async () => {
  const { executive, business, missing, region } = await run();
  expect(executive).toMatchObject({
    ...{ revenueImpactPerMinute: null, costEfficiency: null, innovationVelocity: null },
    ...{ competitiveAdvantageScore: null, customerSatisfactionScore: null },
  });
  for (const field of ["revenue_impact", "revenue_per_minute", "cost_efficiency", "innovation_velocity"])
    expect([field, missing(field)]).toEqual([field, "not-configured"]);
  expect(business).toMatchObject({ currency: "USD", regionsWithoutRevenue: ["eu", "us"] });
  // Users are known without any money.
  expect(business.usersAffected).toBeCloseTo(50_000 * (0.05 + (0.08 * 0.94 - 0.03 * 0.99)), 6);
  expect(region("eu").impact?.moneyAtRiskPerMinute).toBeNull();
  const { rows } = await testDatabase.pool.query("select 1 from money_at_risk");
  expect(rows).toHaveLength(0);
});

describe("configured revenue", () => {
  test("world 40,000 a minute, split by usual traffic: failing low, frustrated high; by region, service and world", async () => {
    await set({ worldRevenuePerMinute: 40_000 });
    const { executive, business, region, services } = await run();
    const eu = 40_000 * (60_000 / 240_000);
    const failed = 0.06 - 0.01;
    const frustrated = 0.08 * (1 - 0.06) - 0.03 * (1 - 0.01);
    const low = eu * failed;
    const high = eu * (failed + frustrated * 0.25);
    expect(region("eu").business?.risk).toEqual({
      ...{ low: near(low), mid: near((low + high) / 2), high: near(high), method: "configured" },
      ...{ expectedPerMinute: near(eu), actualPerMinute: null, weeks: null },
      ...{ forecastAsOfMs: null },
      slownessPerMinute: near(high - low),
    });
    expect(region("us").business?.risk).toMatchObject({
      low: 0,
      high: near(0),
      expectedPerMinute: near(30_000),
    });
    expect(region("eu").impact).toMatchObject({
      ...{ currency: "EUR", failedAboveUsual: near(failed), frustratedAboveUsual: near(frustrated) },
      ...{ usersAffected: near(50_000 * (failed + frustrated)), method: "configured" },
      moneyAtRiskPerMinute: { low: near(low), high: near(high) },
    });
    const shop = services.find((row) => row.region === "eu")!.impact!;
    expect(shop.usersAffected).toBeCloseTo(50_000 * (failed + frustrated) * REACH, 6);
    expect(shop.moneyAtRiskPerMinute).toEqual({ low: near(low * REACH), high: near(high * REACH) });
    expect(business).toMatchObject({ revenuePerMinute: near(40_000), revenueSource: "configured" });
    expect(executive.revenueImpactPerMinute).toBeCloseTo((low + high) / 2, 6);
    expect(executive.attention[0]).toMatchObject({
      ...{ region: "eu", service: "shop", usersAffected: near(50_000 * (failed + frustrated) * REACH) },
      moneyAtRiskPerMinute: { low: near(low * REACH), high: near(high * REACH) },
    });
  });

  test("a region's own revenue is taken off the world's first", async () => {
    await testDatabase.pool.query(`update region set "revenuePerMinute" = 15000 where code = 'eu'`);
    await set({ worldRevenuePerMinute: 40_000 });
    const { region } = await run();
    expect(region("eu").business?.risk?.expectedPerMinute).toBe(15_000);
    expect(region("us").business?.risk?.expectedPerMinute).toBeCloseTo(25_000, 6);
  });

  test("minutes add up over a day: the mean of each minute's cycles", async () => {
    await set({ worldRevenuePerMinute: 40_000 });
    const first = await run();
    expect(first.business.riskDay).toBeNull();
    expect(first.missing("system_downtime_cost")).toBe("insufficient-history");
    await run(SLOT_MS + 10_000);
    const next = await run(SLOT_MS + MINUTE_MS + 10_000);
    const { rows } = await testDatabase.pool.query<{ low: number; high: number; minutes: number }>(
      `select sum("lowSum" / cycles) as low, sum("highSum" / cycles) as high, count(*)::int as minutes from money_at_risk
       where "minuteMs" < ${SLOT_MS + MINUTE_MS}`,
    );
    expect(next.business.riskDay).toMatchObject({
      ...{ minutes: rows[0].minutes, downtimeCost: near(rows[0].low), highCost: near(rows[0].high) },
      slownessCost: near(rows[0].high - rows[0].low),
    });
    expect(rows[0].minutes).toBe(2);
    expect(rows[0].low).toBeGreaterThan(0);
  });
});

describe("revenue that is sent", () => {
  /** What each region brought around 12:00 one to four weeks ago, per minute. */
  const WEEKS = { eu: [9_000, 11_000, 10_000, 2_000], us: [30_000, 31_000, 29_000, 33_000] };
  const sent = async (now: { eu: number; us: number }) => {
    const windows = Array.from({ length: 12 }, (_, index) => SLOT_MS - (index + 1) * WINDOW_MS);
    const regions = ["eu", "us"] as const;
    await insertRollups(
      testDatabase.pool,
      regions.flatMap((region) =>
        windows.map((windowMs) => ({ metric: "revenue" as const, region, windowMs, sum: now[region] / 6 })),
      ),
    );
    const middle = SLOT_MS - 5 * MINUTE_MS; // the 5 min window that holds the newest minute
    const history = regions.flatMap((region) =>
      WEEKS[region].flatMap((perMinute, index) =>
        [-5, 0, 5].map((minutes) => ({
          ...{ metric: "revenue" as const, region, sum: perMinute * 5 },
          windowMs: middle + minutes * MINUTE_MS - (index + 1) * WEEK_MS,
        })),
      ),
    );
    await insertRollups(testDatabase.pool, history, FIVE_MINUTES);
    await signals([["revenue", null]]);
  };

  test("is compared with the median of four weeks, as an 80 % range", async () => {
    await sent({ eu: 4_000, us: 31_000 });
    const { business, region, executive } = await run();
    // eu: median of 2, 9, 10, 11 thousand is 9.5; deviations 7.5, 0.5, 0.5, 1.5 → MAD 1 thousand.
    expect(region("eu").business).toMatchObject({
      revenuePerMinute: near(4_000),
      risk: {
        ...{ low: near(9_500 - 4_000 - 4.07 * 1_000), mid: near(5_500), high: near(5_500 + 4.07 * 1_000) },
        ...{ method: "counterfactual", expectedPerMinute: 9_500, actualPerMinute: near(4_000), weeks: 4 },
      },
    });
    // The world: 39, 42, 39, 35 thousand; median 39, deviations 0, 3, 0, 4 → MAD 1.5 thousand; 35 came.
    expect(business).toMatchObject({ revenuePerMinute: near(35_000), revenueSource: "measured" });
    expect(business.risk).toMatchObject({
      ...{ low: 0, mid: near(4_000), high: near(4_000 + 4.07 * 1_500), weeks: 4, method: "counterfactual" },
    });
    expect(executive.revenueImpactPerMinute).toBeCloseTo(4_000, 6);
    // A service's share is of what the region should have brought.
    expect(executive.attention[0].moneyAtRiskPerMinute?.low).toBeCloseTo(9_500 * 0.05 * REACH, 6);
  });

  /** Says the same money per minute of every hour of three days, ± `band`. */
  const forecast = (region: string | null, asOfMs: number, perMinute: number, band: number) => {
    const [median, width] = [perMinute / 60, band / 60];
    const ends = { lower80: median - width, upper80: median + width };
    return ctx.forecasts.save({
      ...{ metric: "revenue", region, service: null, step: "1h", asOfMs, historyFromMs: asOfMs },
      ...{ demo: false, replayed: false },
      outcome: {
        ...{ kind: "forecast", model: "m", members: [], backtest: null },
        points: Array.from({ length: 72 }, (_, hour) => ({
          timeMs: asOfMs + hour * HOUR_MS,
          ...{ median, ...ends, lower95: ends.lower80, upper95: ends.upper80 },
        })),
      },
    });
  };
  const MIDNIGHT_MS = SLOT_MS - 12 * HOUR_MS;
  const DAY_BEFORE_MS = MIDNIGHT_MS - DAY_MS;

  test("is compared with the forecast of the day before, as an 80 % range; the world with its own", async () => {
    await sent({ eu: 4_000, us: 31_000 });
    await forecast("eu", DAY_BEFORE_MS, 7_800, 510);
    await forecast("us", DAY_BEFORE_MS, 32_400, 1_500);
    await forecast(null, DAY_BEFORE_MS, 40_200, 1_620);
    await ctx.predictions.save([examplePrediction(SLOT_MS, { region: "eu" })]);
    const { business, region, executive } = await run();
    expect(region("eu").business?.risk).toMatchObject({
      ...{ low: near(3_290), mid: near(3_800), high: near(4_310), method: "counterfactual" },
      ...{ expectedPerMinute: near(7_800), weeks: null, forecastAsOfMs: DAY_BEFORE_MS },
    });
    expect(region("us").business?.risk).toMatchObject({ low: 0, mid: near(1_400), high: near(2_900) });
    expect(business.risk).toMatchObject({
      ...{ low: near(3_580), mid: near(5_200), high: near(6_820), weeks: null },
      forecastAsOfMs: DAY_BEFORE_MS,
    });
    const [predicted, failing] = executive.attention;
    expect(predicted.moneyMethod).toMatch(/\(\$7,800 a minute, by the forecast of the day before\)/);
    expect(failing.moneyAtRiskPerMinute?.low).toBeCloseTo(7_800 * 0.05 * REACH, 6);
  });

  test.each([
    `'{"of": "another version"}'`,
    `'{"timeMs": ["soon"], "median": [1]}'`,
    "points - 'median'",
    "points || jsonb_build_object('lower80', points -> 'timeMs' -> 0)",
  ])("a damaged forecast stops no cycle, the weeks take its place: %s", async (points) => {
    await sent({ eu: 4_000, us: 31_000 });
    await forecast("eu", DAY_BEFORE_MS, 7_800, 510);
    await testDatabase.pool.query(`update forecast set points = ${points}`);
    expect((await run()).region("eu").business?.risk).toMatchObject({ expectedPerMinute: 9_500, weeks: 4 });
  });

  test("never with a forecast that was made during the outage: until one of the day before exists, with the weeks", async () => {
    await sent({ eu: 4_000, us: 31_000 });
    await forecast("eu", SLOT_MS - HOUR_MS, 4_000, 100);
    await forecast("eu", MIDNIGHT_MS, 4_500, 100);
    expect((await run()).region("eu").business?.risk).toMatchObject({
      ...{ expectedPerMinute: 9_500, weeks: 4, forecastAsOfMs: null },
    });
    await forecast("eu", DAY_BEFORE_MS, 7_800, 510);
    // Of a day the first alone: the others are not kept.
    await forecast("eu", DAY_BEFORE_MS + 11 * HOUR_MS, 7_000, 500);
    const { region, business } = await run(SLOT_MS + 10_000);
    expect(region("eu").business?.risk).toMatchObject({
      ...{ expectedPerMinute: near(7_800), weeks: null, forecastAsOfMs: DAY_BEFORE_MS },
    });
    // One region by forecast, the other by its weeks: median 30,500, deviations 0.5, 0.5, 1.5, 2.5 thousand.
    expect(region("us").business?.risk).toMatchObject({ expectedPerMinute: 30_500, weeks: 4 });
    expect(business.risk).toMatchObject({
      ...{ expectedPerMinute: near(38_300), weeks: 4, forecastAsOfMs: DAY_BEFORE_MS },
      high: near(38_300 + 510 + 4.07 * 1_000 - 35_000),
    });
  });

  test("without a forecast or a week of it needs a configured revenue, else it says how long", async () => {
    await sent({ eu: 4_000, us: 31_000 });
    await testDatabase.pool.query("delete from rollup where tier_ms = 300000 and window_ms < $1", [
      SLOT_MS - DAY_MS,
    ]);
    const young = await run();
    expect(young.business).toMatchObject({ revenuePerMinute: near(35_000), risk: null });
    expect(young.missing("revenue_impact")).toBe("insufficient-history");
    await set({ worldRevenuePerMinute: 40_000 });
    expect((await run(SLOT_MS + 10_000)).business.risk).toMatchObject({ method: "configured" });
  });
});

test("servers × price ÷ requests, and the share of it in useful use; a region's own price goes first", async () => {
  await testDatabase.pool.query(`update region set "pricePerServerHour" = 0.6 where code = 'us'`);
  await set({ pricePerServerHour: 0.3 });
  const { business, region, executive } = await run();
  expect(region("eu").business?.cost).toEqual({
    ...{ perHour: near(12), perMillionRequests: near((12 / 60_000) * 1e6), efficiencyRatio: near(0.6) },
    servers: 40,
  });
  expect(business.cost).toEqual({
    ...{ perHour: near(48), perMillionRequests: near((48 / 240_000) * 1e6), servers: 100 },
    efficiencyRatio: near((12 * 0.6 + 36 * 1) / 48),
  });
  expect(executive.costEfficiency).toBeCloseTo(((12 * 0.6 + 36) / 48) * 100, 6);
  expect(business.regionsWithoutPrice).toEqual([]);
});

test("delivery is what a query by hand says, of production alone", async () => {
  const deployments = [
    [20, 4, "1", "deploy", "succeeded", "production"],
    [10, 8, "2", "deploy", "failed", "production"],
    [9, 30, "3", "deploy", "succeeded", "production"],
    [2, 1, "4", "deploy", "succeeded", "staging"],
    [1, null, "5", "config", "succeeded", "production"],
  ] as const;
  for (const [daysAgo, leadHours, version, kind, outcome, environment] of deployments) {
    const deployedAtMs = SLOT_MS - daysAgo * DAY_MS;
    await ctx.deployments.put({
      ...{
        externalId: null,
        source: "api",
        service: "shop",
        region: null,
        environment,
        kind,
        outcome,
        version,
      },
      ...{ deployedAtMs, commit: null, url: null, description: null, demo: false, recordedBy: "test" },
      ...{ committedAtMs: leadHours && deployedAtMs - leadHours * HOUR_MS, recordedAtMs: SLOT_MS },
    });
  }
  const { rows } = await testDatabase.pool.query<{ per_day: number; lead_ms: number; failed: number }>(
    `select (count(distinct version) filter (where outcome = 'succeeded'))
         / (extract(epoch from (to_timestamp(${SLOT_MS / 1_000}) at time zone 'utc') - min("deployedAt")) / 86400) as per_day,
       percentile_cont(0.5) within group (order by extract(epoch from "deployedAt" - "committedAt") * 1000)
         filter (where outcome = 'succeeded') as lead_ms,
       avg((outcome = 'failed')::int)::float8 as failed
     from deployment where environment = 'production' and kind = 'deploy'`,
  );
  const { business, executive } = await run();
  const valueOf = (name: string) => business.delivery?.keys.find((key) => key.name === name)?.value;
  expect(business.delivery?.deploymentsPerDay).toBeCloseTo(Number(rows[0].per_day), 9);
  expect(valueOf("lead-time")).toBeCloseTo(Number(rows[0].lead_ms), 3);
  expect(valueOf("change-failure-rate")).toBeCloseTo(rows[0].failed, 9);
  expect(valueOf("recovery-time")).toBe(DAY_MS);
  expect(executive.innovationVelocity).toBeCloseTo((50 + 100 + 25 + 25) / 4, 9);
  expect(business.delivery?.recoveryOf).toBe("deployments");

  for (const [id, minutes, severity] of [
    ["a", 10, "high"],
    ["b", 30, "critical"],
    ["c", 900, "low"],
  ] as const)
    // prettier-ignore
    await testDatabase.pool.query(
      `insert into incident (id, title, severity, status, category, pinned, roles, "detectedMs", "impactStartMs", "impactEndMs", "resolvedMs", "updatedMs")
       values ($1, $1, $2, 'resolved', 'other', '{}', '{}', $3, $3, $4, $5, $5)`,
      [id, severity, SLOT_MS - DAY_MS, SLOT_MS - DAY_MS + minutes * 60_000, SLOT_MS - HOUR_MS],
    );
  const { delivery } = (await run(SLOT_MS + 10_000)).business;
  expect(delivery?.recoveryOf).toBe("incidents");
  expect(delivery?.keys.find(({ name }) => name === "recovery-time")).toMatchObject({ value: 20 * 60_000, score: 100, events: 2 }); // prettier-ignore
});

describe("competition", () => {
  const peer = { kind: "probe", own: false, enabled: true, url: "https://peer.example/" } as const;
  const none = { latencyMs: null, successRatio: null, source: null, measuredOn: null };
  const add = async (name: string, over: object, probes: readonly (readonly [number, boolean])[]) => {
    const added = await ctx.peers.create({ ...peer, ...none, name, ...over }, "test", SLOT_MS);
    for (const [index, [latencyMs, ok]] of probes.entries())
      await ctx.peers.addProbe(added!, {
        ...{ minuteMs: SLOT_MS - (index + 1) * MINUTE_MS, latencyMs, ok, error: null },
      });
  };
  const probes = (latencyMs: number, failures = 0) =>
    Array.from({ length: 20 }, (_, index) => [latencyMs + (index % 3), index >= failures] as const);

  test("is what the probes of the last day say, beside benchmarks", async () => {
    await add("us", { own: true }, probes(80));
    await add("rival", {}, probes(100, 4));
    await add("lab", { kind: "benchmark", url: null, latencyMs: 140, successRatio: 1, source: "x" }, []);
    const { rows } = await testDatabase.pool.query<{ name: string; ms: number; ok: number }>(
      `select name, percentile_cont(0.5) within group (order by b."latencyMs") filter (where ok) as ms, avg(ok::int)::float8 as ok
       from peer_probe b join peer p on p.id = b."peerId" group by name order by name`,
    );
    const [rival, us] = rows;
    const peerMs = (rival.ms + 140) / 2;
    const peerOk = (rival.ok + 1) / 2;
    const latency = (peerMs - us.ms) / peerMs;
    const success = (us.ok - peerOk) / peerOk;
    const { business, executive } = await run();
    expect(business.competition).toMatchObject({
      ...{ latencyAdvantageRatio: near(latency), successAdvantageRatio: near(success) },
      peers: ["lab", "rival"],
    });
    expect(executive.competitiveAdvantageScore).toBeCloseTo(50 + 50 * ((latency + success) / 2), 6);
  });

  test("says what it lacks", async () => {
    expect((await run()).missing("competitive_advantage_score")).toBe("not-configured");
    await add("rival", {}, probes(100));
    const alone = await run(SLOT_MS + 10_000);
    const gap = alone.executive.missing.find(({ field }) => field === "competitive_performance_gap");
    expect(gap?.remedy).toMatch(/own public address/);
    await add("us", { own: true }, probes(80).slice(0, 3));
    expect((await run(SLOT_MS + 20_000)).missing("competitive_advantage_score")).toBe("insufficient-history");
  });

  test("of success alone says that latency is what it lacks", async () => {
    await add("us", { own: true }, probes(80));
    await add("lab", { kind: "benchmark", url: null, successRatio: 0.99, source: "x" }, []);
    const { executive } = await run();
    expect(executive.competitiveAdvantageScore).not.toBeNull();
    const gap = executive.missing.find(({ field }) => field === "competitive_performance_gap");
    expect(gap).toMatchObject({
      reason: "no-data",
      remedy: expect.stringMatching(/only latency or only success/),
    });
  });
});

test("figures of customers are those of a day, and say when they stopped", async () => {
  const at = { region: "eu", windowMs: SLOT_MS - 2 * HOUR_MS };
  await insertRollups(testDatabase.pool, [
    { ...at, metric: "new_customers", sum: 300 },
    { ...at, metric: "retained_customers", sum: 0.9 },
    { ...at, metric: "satisfaction", sum: 0.8 },
  ]);
  await signals([["new_customers", null], ["retained_customers", null], ["satisfaction", null]]); // prettier-ignore
  const { business } = await run();
  expect(business.customers).toEqual({
    ...{ newPerHour: near(300 / (2 + 10 / 3_600)), retainedRatio: near(0.9), satisfiedRatio: null },
  });
  await testDatabase.pool.query("update signal set interval_ms = $1", [HOUR_MS]);
  expect((await run(SLOT_MS + 10_000)).executive.customerSatisfactionScore).toBeCloseTo(80, 6);
  const later = await run(SLOT_MS + 2 * DAY_MS);
  expect(later.missing("customer_retention_rate")).toBe("stale");
});

const near = (value: number) => expect.closeTo(value, 6) as number;

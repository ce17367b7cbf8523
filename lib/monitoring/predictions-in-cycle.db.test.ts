import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { PREDICTION_HORIZONS_MS, type Prediction } from "@/lib/domain/prediction";
import { DAY_MS, HOUR_MS, MINUTE_MS, WINDOW_MS } from "@/lib/domain/window";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { readInfrastructureHealth } from "./read-infrastructure-health";
import { runMonitoringCycle } from "./run-monitoring-cycle";

const SLOT_MS = Date.UTC(2026, 10, 23, 12);
const clock = fixedClock(SLOT_MS + 2_500);
let testDatabase: TestDatabase;
let database: Database;
let ctx: Ctx;

/** eu and us carry the same, and nothing is wrong. */
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  ctx = bindCtx({ database, actor: systemActor("test"), clock, demo: false });
  await runMigrations({ connectionString: testDatabase.url });
  const windows = Array.from({ length: 12 }, (_, index) => SLOT_MS - (index + 1) * WINDOW_MS);
  const scopes = ["eu", "us"].flatMap((region) => [null, "shop"].map((service) => ({ region, service })));
  await insertRollups(
    testDatabase.pool,
    windows.flatMap((windowMs) =>
      scopes.flatMap((scope) => [
        { metric: "requests" as const, ...scope, windowMs, sum: 100 },
        { metric: "errors" as const, ...scope, windowMs, sum: 0 },
      ]),
    ),
  );
  await insertRollups(
    testDatabase.pool,
    scopes.map((scope) => ({
      metric: "requests" as const,
      ...scope,
      windowMs: SLOT_MS - HOUR_MS,
      sum: 36_000,
    })),
  );
  await insertSignals(
    testDatabase.pool,
    ["eu", "us"].flatMap((region) =>
      (["requests", "errors"] as const).map((metric) => ({
        ...{ metric, region, service: "shop", newestSampleMs: SLOT_MS - 1_000 },
      })),
    ),
  );
  await testDatabase.pool.query(`update region set "revenuePerMinute" = 1000`);
});
beforeEach(async () => {
  await testDatabase.pool.query(
    "truncate monitoring_cycle, global_metrics, regional_metrics, service_metrics, service_totals, executive_dashboard_metrics, global_infrastructure_health, prediction, prediction_replay, prediction_run",
  );
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

/** CPU in eu crosses within 4 h with 80 %, and within 30 min with 60 %. */
const open = (changes: Partial<Prediction> = {}) =>
  examplePrediction(SLOT_MS - 5 * MINUTE_MS, {
    ...{ region: "eu", horizonMs: 30 * MINUTE_MS, severity: "critical" },
    latest: PREDICTION_HORIZONS_MS.map((horizonMs, at) => ({
      horizonMs,
      raw: 0.5,
      calibrated: 0.6 + at * 0.1,
    })),
    ...changes,
  });

async function cycle(slotMs = SLOT_MS) {
  await runMonitoringCycle(ctx, { slotMs, trigger: "test" });
  const executive = (await ctx.snapshots.latestExecutive())!;
  const regions = (await ctx.snapshots.latestRegions())!;
  const global = (await ctx.snapshots.latestGlobal())!;
  const infrastructure = (await ctx.snapshots.latestInfrastructure())!;
  return { executive, global, infrastructure, scores: regions.map(({ healthScore }) => healthScore) };
}
const listed = async (slotMs?: number) => (await cycle(slotMs)).executive.attention.map(({ kind }) => kind);

test("an open one is in the list, the headline, the scores and the count; once closed it is in none", async () => {
  await ctx.predictions.save([
    open(),
    open({ id: "part", kind: "latency_degradation_prediction", causeId: "example" }),
  ]);
  const { executive, global, infrastructure, scores } = await cycle();
  expect(executive.attention).toEqual([
    {
      ...{ kind: "prediction", severity: "critical", region: "eu", service: null, usersAffected: null },
      text: "CPU in eu is likely to rise above 80 %: 60 % within 30 min, about 12:55 UTC (12:25 to 14:55).",
      moneyAtRiskPerMinute: { low: 0, high: expect.closeTo(300, 9) as number },
      moneyMethod: expect.stringContaining("$1,000 a minute, as configured") as string,
      prediction: { id: "example", probability: 0.6 },
      incident: null,
    },
  ]);
  expect(executive.headline).toMatch(/^All 2 regions are healthy: .*\. Next: CPU in eu is likely/);
  expect(scores).toEqual([92, 100]);
  expect(global.healthScore).toBe(96);
  expect(global.penalties.find(({ name }) => name === "incidents")).toMatchObject({
    points: 4,
    because: expect.stringMatching(/80 % within 4 h; all parts by traffic make 40 %/) as string,
  });
  expect(infrastructure).toMatchObject({ criticalAlerts: 1, regionalHealth: { eu: 92, us: 100 } });

  await ctx.predictions.save([
    open({ closedMs: SLOT_MS, ending: "withdrawn" }),
    open({ id: "part", kind: "latency_degradation_prediction", closedMs: SLOT_MS, ending: "withdrawn" }),
  ]);
  const after = await cycle(SLOT_MS + WINDOW_MS);
  expect([after.executive.attention, after.scores, after.global.healthScore]).toEqual([[], [100, 100], 100]);
  expect(after.executive.headline).not.toMatch(/Next/);
  expect(after.infrastructure.criticalAlerts).toBe(0);
});

test("what a replay has open in the past counts for nothing while it runs", async () => {
  await ctx.predictionReplays.begin(SLOT_MS - DAY_MS, SLOT_MS, SLOT_MS);
  await ctx.predictions.save([open({ replayed: true })]);
  const { executive, scores, infrastructure } = await cycle();
  expect([executive.attention, scores, infrastructure.criticalAlerts]).toEqual([[], [100, 100], 0]);
  expect((await readInfrastructureHealth(ctx)).predictions).toBeNull();
});

test("one whose time is over since it was last assessed says nothing of the present", async () => {
  await ctx.predictions.save([open()]);
  expect(await listed(SLOT_MS + 25 * MINUTE_MS - WINDOW_MS)).toContain("prediction");
  expect(await listed(SLOT_MS + 25 * MINUTE_MS)).not.toContain("prediction");
});

test("a demo's prediction makes what it is part of a demo's", async () => {
  const plain = await cycle();
  await ctx.predictions.save([open({ demo: true })]);
  const { executive, infrastructure } = await cycle(SLOT_MS + WINDOW_MS);
  expect([plain.executive.demo, executive.demo, infrastructure.demo]).toEqual([false, true, true]);
});

test("issues: null until something could be assessed and once nothing was for 15 min, then an empty list; those that are open", async () => {
  const issues = async () => (await readInfrastructureHealth(ctx)).predictions?.map(({ id }) => id) ?? null;
  const run = (assessedMs: number, silent: number) =>
    ctx.predictionRuns.save({
      sinceMs: 0,
      assessedMs,
      finishedMs: assessedMs,
      tookMs: 1,
      series: 2,
      silent,
      unreadable: 0,
    });
  expect(await issues()).toBeNull();
  await run(SLOT_MS, 2);
  expect(await issues()).toBeNull();
  await run(SLOT_MS, 1);
  expect(await issues()).toEqual([]);
  await run(SLOT_MS - 15 * MINUTE_MS, 0);
  expect(await readInfrastructureHealth(ctx)).toMatchObject({ predictions: null, notAssessed: "stale" });
  await ctx.predictions.save([
    open(),
    open({ id: "part", kind: "latency_degradation_prediction", causeId: "example" }),
  ]);
  expect(await issues()).toEqual(["example"]);
});

test("one that is damaged is left out and named: the cycle goes on with the others", async () => {
  await ctx.predictions.save([open(), open({ id: "damaged", kind: "memory_pressure_prediction" })]);
  await testDatabase.pool.query(
    `update prediction set latest = '{"of": "another version"}' where id = 'damaged'`,
  );
  const run = await runMonitoringCycle(ctx, { slotMs: SLOT_MS, trigger: "test" });
  expect(run).toMatchObject({ asOfMs: SLOT_MS, unreadable: ["damaged"] });
  const attention = (await ctx.snapshots.latestExecutive())!.attention;
  expect(attention.map(({ prediction }) => prediction?.id)).toEqual(["example"]);
  expect((await readInfrastructureHealth(ctx)).predictions?.map(({ id }) => id)).toEqual(["example"]);
});

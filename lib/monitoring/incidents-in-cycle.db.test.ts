import { runMigrations } from "graphile-worker";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { NewSignal } from "@/lib/domain/incident";
import { metricDefinition } from "@/lib/domain/metric";
import { HOUR_MS, MINUTE_MS, WINDOW_MS } from "@/lib/domain/window";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
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
    "truncate incident_minute, monitoring_cycle, global_metrics, regional_metrics, service_metrics, service_totals, executive_dashboard_metrics, global_infrastructure_health, incident, incident_signal, incident_event cascade",
  );
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

/** A sender says that the shop in eu is not well. */
const signal = (change: Partial<NewSignal> = {}): NewSignal => ({
  ...{ source: "alertmanager", subject: "shop", key: "shop", title: "Pods of the shop restart" },
  ...{ region: "eu", service: "shop", severity: "critical", category: "security", description: null },
  ...{ labels: {}, url: null, groupKey: null, demo: false, startedMs: SLOT_MS - MINUTE_MS, endedMs: null },
  ...change,
});
/** Opens an incident by that signal, or changes the signal. */
const tell = async (id: string, change: Partial<NewSignal> = {}) => {
  const { severity, category, title, region, service, ...rest } = signal(change);
  await testDatabase.pool.query(
    `insert into incident (id, title, severity, status, category, pinned, region, service, "detectedMs", "impactStartMs", roles, "updatedMs")
     values ($1, $2, $3, 'open', $4, '{}', $5, $6, $7, $7, '{}', $7)`,
    [id, title, severity, category, region, service, rest.startedMs],
  );
  const of = { id: `${id} ${rest.key}`, incidentId: id, recordedMs: SLOT_MS };
  await ctx.incidentSignals.add([{ ...of, severity, category, title, region, service, ...rest }]);
};

async function cycle(slotMs = SLOT_MS) {
  const run = await runMonitoringCycle(ctx, { slotMs, trigger: "test" });
  const executive = (await ctx.snapshots.latestExecutive())!;
  const regions = (await ctx.snapshots.latestRegions())!;
  const services = (await ctx.snapshots.latestServices(null))!;
  const global = (await ctx.snapshots.latestGlobal())!;
  const infrastructure = (await ctx.snapshots.latestInfrastructure())!;
  const status = { world: global.status, eu: regions[0]!.status, us: regions[1]!.status, shop: services[0]!.status }; // prettier-ignore
  return {
    run,
    executive,
    global,
    infrastructure,
    status,
    scores: regions.map(({ healthScore }) => healthScore),
  };
}

test("an open one is in counts, statuses, scores, list and headline; once resolved it is in none", async () => {
  await tell("i");
  await ctx.incidents.change("i", { acknowledgedMs: SLOT_MS, acknowledgedBy: "user:Ana" }, SLOT_MS);
  const { executive, global, infrastructure, status, scores } = await cycle();
  expect([infrastructure.activeIncidents, executive.securityIncidents]).toEqual([1, 1]);
  expect(infrastructure.missing.concat(executive.missing).map(({ field }) => field)).not.toContain("active_incidents"); // prettier-ignore
  expect(executive.missing.map(({ field }) => field)).not.toContain("security_incidents");
  expect(status).toEqual({ world: "critical", eu: "critical", us: "healthy", shop: "critical" });
  expect([scores, global.healthScore]).toEqual([[90, 100], 95]);
  const { number } = (await ctx.incidents.find("i"))!;
  const text = `Incident ${number}: Pods of the shop restart. shop in eu: Incident ${number} is open and critical: Pods of the shop restart.`;
  expect(executive.attention).toMatchObject([
    { kind: "incident", severity: "critical", incident: { id: "i", number }, text: `${text} Ana is on it.` },
  ]);
  expect(executive.headline).toMatch(new RegExp(`^Incident ${number} is open in shop in eu`));
  expect(executive.detailParts).toContainEqual({
    ...{ text: `Incident ${number}`, evidence: { kind: "incident", id: "i" } },
  });
  const because = global.penalties.find(({ name }) => name === "incidents")?.because;
  expect(because).toMatch(/is open \(critical: Pods.*takes 100 % of the points, all parts by traffic 50 %\./);

  await ctx.incidents.change("i", { status: "resolved", resolvedMs: SLOT_MS }, SLOT_MS);
  const after = await cycle(SLOT_MS + WINDOW_MS);
  expect([after.executive.attention, after.scores, after.infrastructure.activeIncidents]).toEqual([[], [100, 100], 0]); // prettier-ignore
  expect(after.status).toMatchObject({ world: "healthy", eu: "healthy", shop: "healthy" });
  expect(after.executive.headline).toMatch(/^All 2 regions are healthy/);
});

test("one that is only foretold, or whose signals have ended, makes nothing critical", async () => {
  await tell("foretold", { source: "prediction" });
  await tell("over", { key: "over", endedMs: SLOT_MS - WINDOW_MS });
  const { status, scores, infrastructure } = await cycle();
  expect([status.world, status.shop, scores]).toEqual(["healthy", "healthy", [100, 100]]);
  expect(infrastructure.activeIncidents).toBe(2);
});

test("one that is damaged is left out and named: the cycle goes on with the others", async () => {
  await tell("good");
  await tell("damaged", { key: "a" });
  await tell("worse", { key: "b" });
  await testDatabase.pool.query(`update incident set severity = 'of another version' where id = 'damaged'`);
  await testDatabase.pool.query(`update incident_signal set severity = 'huge' where "incidentId" = 'worse'`);
  const { run, executive, infrastructure } = await cycle();
  expect([...run.unreadable].sort()).toEqual(["damaged", "worse"]);
  expect(infrastructure.activeIncidents).toBe(1);
  expect(executive.attention.map(({ incident }) => incident?.id)).toEqual(["good"]);
});

describe("what an incident has cost", () => {
  const totals = async () => (await readIncident(ctx, { id: "i" })).totals;
  const fail = (errors: number) =>
    testDatabase.pool.query(
      `update rollup set sum = $1 where metric = $2 and region_id = (select id from region where code = 'eu')`,
      [errors, metricDefinition("errors").code],
    );
  /** Ten errors of a hundred requests in the shop of eu, which earns a thousand a minute. */
  beforeEach(async () => {
    await fail(10);
    await tell("i");
  });
  afterEach(() => fail(0));

  test("adds up over the cycles that ran while it is felt; a missed one is not known, a repeated one adds nothing", async () => {
    await cycle();
    const impact = (await ctx.snapshots.latestServices(null))!.find(({ region }) => region === "eu")!.impact!;
    const { low, high } = impact.moneyAtRiskPerMinute!;
    expect(low).toBeGreaterThan(0);
    const after = (windows: number) => ({
      knownMs: windows * WINDOW_MS,
      money: { low: expect.closeTo((low * windows) / 6, 6) as number, high: expect.closeTo((high * windows) / 6, 6) as number }, // prettier-ignore
      currency: "USD",
    });
    expect(await totals()).toMatchObject({ ...after(1), impactMs: MINUTE_MS });
    await ctx.incidentCosts.add(SLOT_MS, [{ incidentId: "i", users: 9, low, high, currency: "USD" }]);
    expect(await totals()).toMatchObject({ ...after(1), usersPeak: impact.usersAffected });
    await cycle(SLOT_MS + 2 * WINDOW_MS);
    expect(await totals()).toMatchObject({ knownMs: 2 * WINDOW_MS });
    const over = { impactEndMs: SLOT_MS + 2 * WINDOW_MS };
    await ctx.incidents.change("i", over, SLOT_MS);
    await cycle(SLOT_MS + 3 * WINDOW_MS);
    expect(await totals()).toMatchObject({ knownMs: 2 * WINDOW_MS, impactMs: MINUTE_MS + 2 * WINDOW_MS });
  });

  test("in another currency begins anew, and is null where nobody felt it", async () => {
    const add = (asOfMs: number, currency: string | null, low: number | null, users: number | null = null) =>
      ctx.incidentCosts.add(asOfMs, [{ incidentId: "i", users, low, high: low, currency }]);
    await add(SLOT_MS, "USD", 60, 5);
    await add(SLOT_MS + WINDOW_MS, "EUR", 6);
    await add(SLOT_MS + 2 * WINDOW_MS, null, null, 7);
    expect(await totals()).toMatchObject({ currency: "EUR", money: { low: 1, high: 1 }, knownMs: WINDOW_MS, usersPeak: 7 }); // prettier-ignore
    await ctx.incidents.change("i", { impactStartMs: null }, SLOT_MS);
    expect(await totals()).toBeNull();
  });
});

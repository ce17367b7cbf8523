import { runMigrations } from "graphile-worker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKnownEvent } from "./create-known-event";
import { deleteKnownEvent } from "./delete-known-event";
import { forecastCapacity } from "./forecast-capacity";
import { listKnownEvents } from "./list-known-events";
import { measureKnownEvents } from "./measure-known-events";
import { readCapacity } from "./read-capacity";
import { readCapacitySettings } from "./read-capacity-settings";
import { updateCapacitySettings } from "./update-capacity-settings";
import { updateKnownEvent } from "./update-known-event";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { ForecastMetric } from "@/lib/domain/forecast";
import type { KnownEventInput } from "@/lib/domain/known-event";
import { DAY_MS, HOUR_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";
import { ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { versionTag } from "@/lib/platform/version-tag";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { insertHistories, type TestHistory } from "@/lib/testing/insert-histories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const NOON_MS = Date.UTC(2026, 10, 26, 12);
const TODAY_MS = windowStart(NOON_MS, DAY_MS);
const HOURS = 14 * 24;
const ADMIN: Actor = { kind: "user", id: "u", name: "Kim", role: "admin", scopes: ROLE_SCOPES.admin };
const EXECUTIVE: Actor = { ...ADMIN, role: "executive", scopes: ROLE_SCOPES.executive };

let testDatabase: TestDatabase;
let database: Database;
let clock: FixedClock;
let admin: Ctx;
let reader: Ctx;
let worker: Ctx;
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock, demo: false });
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  clock = fixedClock(NOON_MS + 2 * MINUTE_MS);
  admin = as(ADMIN);
  reader = as(EXECUTIVE);
  worker = as(systemActor("worker"));
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const flat = (metric: TestHistory["metric"], region: string, sum: number): TestHistory => ({
  ...{ metric, region, tier: "1h", fromMs: NOON_MS - HOURS * HOUR_MS, sums: Array<number>(HOURS).fill(sum) },
});
/** 1,000 requests a second on ten servers at 50 % CPU: at a target of 85 % one carries 170. */
async function measure(region: string): Promise<void> {
  await insertHistories(testDatabase.pool, [
    flat("requests", region, 1_000 * 3_600),
    flat("servers", region, 10),
    flat("cpu", region, 0.5),
    flat("disk", region, 0.6),
  ]);
}
async function foresee(
  metric: ForecastMetric,
  region: string | null,
  of: (hour: number) => number,
  hours = 96,
) {
  await worker.forecasts.save({
    ...{
      metric,
      region,
      service: null,
      step: "1h",
      asOfMs: NOON_MS,
      historyFromMs: 0,
      demo: true,
      replayed: false,
    },
    outcome: {
      ...{ kind: "forecast", model: "m", members: [], backtest: null },
      points: Array.from({ length: hours }, (_, hour) => {
        const median = of(hour);
        const band = { lower80: median * 0.9, upper80: median * 1.1, lower95: median * 0.8 };
        return { timeMs: NOON_MS + hour * HOUR_MS, median, ...band, upper95: median * 1.2 };
      }),
    },
  });
}
const read = (daysAhead = 3) => readCapacity(reader, { daysAhead, whatIf: null });
const planned = { name: "Sale", fromMs: TODAY_MS + DAY_MS, toMs: TODAY_MS + 2 * DAY_MS, regions: [] };
const sale: KnownEventInput = { ...planned, effect: { trafficChangeRatio: 1 } };

describe("capacity", () => {
  test("is planned from stored hours and forecasts, with settings and prices as they are when it is read", async () => {
    await measure("eu");
    await foresee("requests_per_second", "eu", () => 2_000);
    await foresee("requests_per_second", null, () => 2_000);
    await foresee("disk", "eu", (hour) => 0.7 + 0.003 * hour);
    expect((await read()).plan).toBeNull();
    await forecastCapacity(worker);
    expect((await worker.engineRuns.latest()).capacity).toMatchObject({ finishedMs: clock.nowMs() });
    const { plan } = await read();
    const [eu] = plan!.regions;
    expect(eu).toMatchObject({ region: "eu", servers: 10, pricePerServerHour: null });
    expect(eu.carriedPerServer).toBeCloseTo(170, 4);
    // 2,000 × 1.1 ÷ 170; there is no other region that could be lost
    expect(eu.need).toMatchObject({ servers: 13, forLoss: 0, low: 12, high: 15, shortDayMs: TODAY_MS });
    expect(plan).toMatchObject({ demo: true, cost: null, costGap: "not-configured", users: null });
    expect(plan?.traffic?.ratio).toBeCloseTo(1, 6);
    const disk = eu.runways.find(({ resource }) => resource === "disk")!;
    // the median passes 85 % after 50 h; its upper end, 10 % above it, after 24 h (0.772)
    expect(disk).toMatchObject({ medianDayMs: TODAY_MS + 2 * DAY_MS, newestRatio: 0.6 });
    expect(disk.upperDayMs).toBe(TODAY_MS + DAY_MS);

    const before = await admin.businessSettings.read();
    const settings = { ...before, pricePerServerHour: 2, targetUtilizationRatio: 0.5 };
    await admin.businessSettings.update(before.version, settings, NOON_MS);
    const after = (await read()).plan!;
    expect(after.regions[0].need?.servers).toBe(22);
    expect(after.cost?.amount).toBe(22 * 2 * 72);
  });

  test("of two regions holds the loss of the other; what is supposed changes the answer alone", async () => {
    for (const region of ["eu", "us"]) {
      await measure(region);
      await foresee("requests_per_second", region, () => 1_000);
    }
    await forecastCapacity(worker);
    const { plan } = await read();
    expect(plan?.need).toMatchObject({ servers: 26, forLoss: 12 });
    const whatIf = { trafficChangeRatio: 0.5, fromMs: NOON_MS, lostRegion: "us" };
    const supposed = await readCapacity(reader, { daysAhead: 3, whatIf });
    expect(supposed.plan?.regions.map(({ region, need }) => [region, need?.low])).toEqual([["eu", 18]]);
    expect((await read()).plan).toEqual(plan);
    const mars = { ...whatIf, lostRegion: "mars" };
    await expect(readCapacity(reader, { daysAhead: 3, whatIf: mars })).rejects.toMatchObject({
      ...{ code: "bad-request", errors: [{ pointer: "lost_region" }] },
    });
  });

  test("of a day is one row, whatever runs twice, and is kept forty days", async () => {
    await measure("eu");
    await forecastCapacity(worker);
    clock.advance(HOUR_MS);
    await forecastCapacity(worker);
    const count = async () =>
      (await testDatabase.pool.query(`select count(*)::int as n from capacity_forecast`)).rows[0].n;
    expect(await count()).toBe(1);
    expect((await worker.capacity.latest())?.asOfMs).toBe(NOON_MS + HOUR_MS);
    await worker.capacity.thin(NOON_MS + 42 * DAY_MS);
    expect(await count()).toBe(0);
  });

  test("of a region that stopped sending is not planned; of too short a history it says so", async () => {
    await measure("eu");
    await foresee("requests_per_second", "eu", () => 1_000, 0);
    await worker.forecasts.save({
      ...{
        metric: "requests_per_second",
        region: "eu",
        service: null,
        step: "1h",
        demo: false,
        replayed: false,
      },
      ...{ asOfMs: NOON_MS + 1, historyFromMs: null },
      outcome: { kind: "insufficient-history", haveSteps: 5, needSteps: 12 },
    });
    await forecastCapacity(worker);
    expect((await read()).plan?.regions).toMatchObject([{ need: null, needGap: "insufficient-history" }]);
    clock.advance(3 * DAY_MS);
    await forecastCapacity(worker);
    expect((await read()).plan?.regions).toEqual([]);
  });

  test("is found by the engine alone, and read by everybody who reads figures", async () => {
    await expect(forecastCapacity(admin)).resolves.toBeDefined();
    await expect(forecastCapacity(reader)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("known events", () => {
  test("are an admin's to change, everybody's to read, audited, and in the plan at once", async () => {
    await measure("eu");
    await foresee("requests_per_second", "eu", () => 1_000);
    await forecastCapacity(worker);
    await expect(createKnownEvent(reader, sale)).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await createKnownEvent(admin, sale);
    expect(await listKnownEvents(reader)).toEqual([
      {
        id,
        version: 1,
        ...planned,
        trafficChangeRatio: 1,
        like: null,
        measurement: null,
        createdMs: clock.nowMs(),
      },
    ]);
    const { plan } = await read();
    expect(plan?.regions[0].load.map(({ median }) => median)).toEqual([1_000, 2_000, 1_000]);
    expect(plan?.risks).toContainEqual({ kind: "known-event", eventId: id });
    const audit = await testDatabase.pool.query(`select actor, action, subject from audit_entry`);
    expect(audit.rows).toEqual([{ actor: "user:Kim", action: "known-event.created", subject: id }]);
  });

  test("change only as they were read: of two who read the same, one is told", async () => {
    const { id } = await createKnownEvent(admin, sale);
    const settings = { ...sale, name: "Big sale" };
    const ifMatch = versionTag(1);
    const both = await Promise.allSettled([
      updateKnownEvent(admin, { id, settings, ifMatch }),
      updateKnownEvent(admin, { id, settings, ifMatch }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(deleteKnownEvent(admin, { id, ifMatch })).rejects.toMatchObject({
      code: "precondition-failed",
    });
    await expect(deleteKnownEvent(admin, { id, ifMatch: null })).rejects.toMatchObject({
      code: "precondition-required",
    });
    await deleteKnownEvent(admin, { id, ifMatch: versionTag(2) });
    expect(await listKnownEvents(reader)).toEqual([]);
    await expect(deleteKnownEvent(admin, { id, ifMatch: "*" })).rejects.toMatchObject({ code: "not-found" });
  });

  test("of a region never seen are refused, and nothing is written", async () => {
    await expect(createKnownEvent(admin, { ...sale, regions: ["mars"] })).rejects.toMatchObject({
      ...{ code: "bad-request", errors: [{ pointer: "/regions/0" }] },
    });
    expect(await listKnownEvents(reader)).toEqual([]);
  });
});

describe("what a known event did", () => {
  const WEEKS = 6;
  /** Usual but for some hours, six weeks long. */
  const requests = (region: string, factorAt: (timeMs: number) => number): TestHistory => {
    const fromMs = TODAY_MS - WEEKS * 7 * DAY_MS;
    const hours = (NOON_MS - fromMs) / HOUR_MS;
    const sums = Array.from({ length: hours }, (_, hour) => {
      const timeMs = fromMs + hour * HOUR_MS;
      return 3_600_000 * (1 + 0.5 * Math.sin((hour / 24) * 2 * Math.PI)) * factorAt(timeMs);
    });
    return { metric: "requests", region, tier: "1h", fromMs, sums };
  };
  const past = (daysAgo: number, name = "Sale"): KnownEventInput => ({
    ...{
      name,
      fromMs: TODAY_MS - daysAgo * DAY_MS,
      toMs: TODAY_MS - (daysAgo - 1) * DAY_MS,
      regions: ["eu"],
    },
    effect: { trafficChangeRatio: 0.1 },
  });
  const during =
    ({ fromMs, toMs }: KnownEventInput, factor: number) =>
    (timeMs: number) =>
      timeMs >= fromMs && timeMs < toMs ? factor : 1;
  const measuredOf = async (id: string) => (await listKnownEvents(reader)).find((event) => event.id === id)!;
  const jobs = async () =>
    (await testDatabase.pool.query(`select payload from graphile_worker._private_jobs`)).rows;
  beforeEach(() => runMigrations({ connectionString: testDatabase.url }));

  test("is measured from stored hours once it is over, and forecasts are made anew without it", async () => {
    const sale = past(3);
    await insertHistories(testDatabase.pool, [
      requests("eu", during(sale, 1.38)),
      requests("us", during(sale, 9)),
    ]);
    const { id } = await createKnownEvent(admin, sale);
    await createKnownEvent(admin, { ...sale, ...planned });
    expect(await jobs()).toEqual([{ payload: { anew: true } }]); // of the past one alone
    expect((await measuredOf(id)).measurement).toBeNull();
    expect(await measureKnownEvents(worker)).toBe(1);
    const effect = { changeRatio: expect.closeTo(0.38, 6), low: expect.closeTo(0.38, 6), hours: 24 };
    expect((await measuredOf(id)).measurement).toMatchObject({
      measuredMs: clock.nowMs(),
      gap: null,
      effect,
    });
    expect(await measureKnownEvents(worker)).toBe(0);
    await expect(measureKnownEvents(reader)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is measured again when an event before it becomes known, is changed or removed, and after an import", async () => {
    const [before, sale] = [past(10), past(3)];
    const twice = (timeMs: number) => during(before, 3)(timeMs) * during(sale, 2)(timeMs);
    await insertHistories(testDatabase.pool, [requests("eu", twice)]);
    const { id } = await createKnownEvent(admin, sale);
    const low = async () => {
      await measureKnownEvents(worker);
      return (await measuredOf(id)).measurement?.effect?.low;
    };
    expect(await low()).toBeCloseTo(2 / 3 - 1, 6);
    const other = await createKnownEvent(admin, before);
    expect(await low()).toBeCloseTo(1, 6);
    await updateKnownEvent(admin, { id: other.id, settings: past(11), ifMatch: "*" });
    expect(await low()).toBeCloseTo(2 / 3 - 1, 6);
    await deleteKnownEvent(admin, { id: other.id, ifMatch: "*" });
    expect(await measureKnownEvents(worker)).toBe(1);
    expect(await measureKnownEvents(worker, true)).toBe(1);
  });

  test("says why it is not known, and stays known when its hours are no longer kept", async () => {
    const sale = past(3);
    await insertHistories(testDatabase.pool, [requests("eu", during(sale, 2))]);
    const { id } = await createKnownEvent(admin, sale);
    const early = await createKnownEvent(admin, past(39));
    await measureKnownEvents(worker);
    expect((await measuredOf(early.id)).measurement).toMatchObject({ effect: null, gap: "no-history" });
    clock.advance(390 * DAY_MS);
    await testDatabase.pool.query(`delete from rollup_block`);
    expect(await measureKnownEvents(worker, true)).toBeGreaterThan(0);
    expect((await measuredOf(id)).measurement?.effect?.changeRatio).toBeCloseTo(1, 6);
  });

  test("is what one that is planned like it has, with its range, also after it is gone", async () => {
    const sale = past(3);
    await insertHistories(testDatabase.pool, [requests("eu", during(sale, 1.5))]);
    const earlier = await createKnownEvent(admin, sale);
    const like: KnownEventInput = { ...planned, effect: { likeEventId: earlier.id } };
    const refused = { code: "bad-request", errors: [{ pointer: "/like" }] };
    await expect(createKnownEvent(admin, like)).rejects.toMatchObject(refused); // not measured yet
    await measureKnownEvents(worker);
    const next = await createKnownEvent(admin, like);
    const has = {
      trafficChangeRatio: expect.closeTo(0.5, 6),
      like: { eventId: earlier.id, fromMs: sale.fromMs, low: expect.closeTo(0.5, 6) },
    };
    expect(next).toMatchObject(has);
    await deleteKnownEvent(admin, { id: earlier.id, ifMatch: "*" });
    const { id } = next;
    expect(
      await updateKnownEvent(admin, { id, settings: { ...like, name: "X" }, ifMatch: "*" }),
    ).toMatchObject(has);
    expect(
      await updateKnownEvent(admin, { id, settings: { ...sale, ...planned }, ifMatch: "*" }),
    ).toMatchObject({ trafficChangeRatio: 0.1, like: null });
    await expect(updateKnownEvent(admin, { id, settings: like, ifMatch: "*" })).rejects.toMatchObject(
      refused,
    );
  });

  test("does not raise the plan of its own day twice", async () => {
    const today = { ...past(0), effect: { trafficChangeRatio: 1 } };
    await insertHistories(testDatabase.pool, [requests("eu", during(today, 2))]);
    await foresee("requests_per_second", "eu", () => 1_500);
    const peak = async () => {
      await forecastCapacity(worker);
      return (await read(1)).plan?.regions[0].load[0].median;
    };
    expect(await peak()).toBeCloseTo(3_000, 0);
    await createKnownEvent(admin, today);
    expect(await peak()).toBeCloseTo(3_000, 0);
  });
});

test("the provisioning lead time is not configured until an admin sets it, as it was read", async () => {
  expect(await readCapacitySettings(reader)).toEqual({ provisioningLeadDays: null, version: 1 });
  const input = { settings: { provisioningLeadDays: 14 }, ifMatch: versionTag(1) };
  await expect(updateCapacitySettings(reader, input)).rejects.toMatchObject({ code: "forbidden" });
  await updateCapacitySettings(admin, input);
  await expect(updateCapacitySettings(admin, input)).rejects.toMatchObject({ code: "precondition-failed" });
  expect((await readCapacity(reader, { daysAhead: 1, whatIf: null })).provisioningLeadDays).toBe(14);
});

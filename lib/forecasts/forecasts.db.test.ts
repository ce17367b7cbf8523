import { runMigrations } from "graphile-worker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importedSinceForecasts, makeForecasts } from "./make-forecasts";
import { readForecast } from "./read-forecast";
import { replayForecasts } from "./replay-forecasts";
import { readForecastAccuracy } from "./read-forecast-accuracy";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { Forecast, ForecastModel } from "@/lib/domain/forecast";
import type { KnownEventSettings } from "@/lib/domain/known-event";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { forecastSeries } from "@/lib/pipeline/predict/forecast";
import { ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { insertHistories } from "@/lib/testing/insert-histories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const NOON_MS = Date.UTC(2026, 10, 26, 12);
const NOW_MS = NOON_MS + 2 * MINUTE_MS;
const EXECUTIVE: Actor = {
  ...{ kind: "user", id: "u", name: "Kim", role: "executive" },
  scopes: ROLE_SCOPES.executive,
};

let testDatabase: TestDatabase;
let database: Database;
let clock: FixedClock;
let worker: Ctx;
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock, demo: false });
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  await runMigrations({ connectionString: testDatabase.url });
  database = createDatabase(testDatabase.url);
  clock = fixedClock(NOW_MS);
  worker = as(systemActor("worker"));
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

/** Says again what came last, and remembers what it was asked. */
function lastValue(asked: { series: RegularSeries; horizonSteps: number }[] = []): ForecastModel {
  return (series, horizonSteps) => {
    asked.push({ series, horizonSteps });
    const last = series.values.at(-1);
    if (last === undefined || series.values.length < 3)
      return { kind: "insufficient-history", haveSteps: series.values.length, needSteps: 3 };
    const endMs = series.startMs + series.values.length * series.stepMs;
    const band = { median: last, lower80: last, upper80: last, lower95: last, upper95: last };
    return {
      ...{ kind: "forecast", model: "last", members: [{ name: "last", weight: 1 }] },
      backtest: { meanAbsoluteError: 0.5, mase: null, originCount: 3 },
      points: Array.from({ length: horizonSteps }, (_, step) => ({
        timeMs: endMs + step * series.stepMs,
        ...band,
      })),
    };
  };
}

const hours = (region: string, sums: readonly (number | null)[], toMs = NOON_MS) =>
  insertHistories(testDatabase.pool, [
    { metric: "cpu", region, tier: "1h", fromMs: toMs - sums.length * HOUR_MS, sums },
  ]);
const read = (region: string | null, asOfMs?: number): Promise<Forecast | null> =>
  readForecast(as(EXECUTIVE), lastValue(), { metric: "cpu", region, service: null, step: "1h", asOfMs });
const medians = (forecast: Forecast | null) =>
  forecast?.outcome.kind === "forecast" ? forecast.outcome.points.map(({ median }) => median) : null;

describe("forecasts", () => {
  test("are made of the world and of each region, from whole windows, no further ahead than history is long", async () => {
    await hours("eu", [0.1, 0.2, 0.3, 0.4]);
    await hours("us", [0.5, 0.6, 0.7, 0.8, 0.9, 0.9]);
    const slow: ForecastModel = (...asked) => {
      clock.advance(1_000);
      return lastValue()(...asked);
    };
    const tried = new Map<string, string>();
    const run = await makeForecasts(worker, slow, tried);
    expect(run).toEqual({ made: 3, lacking: 3 }); // days: none was stored
    expect((await worker.engineRuns.latest()).forecasts).toMatchObject({ tookMs: 6_000 });
    expect(await makeForecasts(worker, slow, tried)).toEqual({ made: 0, lacking: 0 }); // idle: its time says nothing
    expect((await worker.engineRuns.latest()).forecasts).toMatchObject({ tookMs: 6_000 });
    expect(medians(await read("eu"))).toEqual([0.4, 0.4, 0.4, 0.4]);
    const world = await read(null);
    expect(medians(world)).toHaveLength(6);
    expect(medians(world)?.[0]).toBeCloseTo((0.4 + 0.9) / 2, 6);
    expect(world).toMatchObject({ asOfMs: NOON_MS, historyFromMs: NOON_MS - 6 * HOUR_MS });
    expect(world?.outcome).toMatchObject({ backtest: { meanAbsoluteError: 0.5, mase: null } });
  });

  test("of revenue are money a second, and the day before's are found again, the first of each day alone", async () => {
    const perHour = [3_600, 7_200, 10_800, 14_400];
    await insertHistories(testDatabase.pool, [
      { metric: "revenue", region: "eu", tier: "1h", fromMs: NOON_MS - 4 * HOUR_MS, sums: perHour },
    ]);
    await makeForecasts(worker, lastValue());
    const of = { metric: "revenue", region: "eu", service: null, step: "1h" } as const;
    const made = await readForecast(as(EXECUTIVE), lastValue(), of);
    expect(medians(made)).toEqual([4, 4, 4]); // when in its first hour a counter began is not known
    const [first, later] = [NOON_MS - 30 * HOUR_MS, NOON_MS - 29 * HOUR_MS];
    const points = Array.from({ length: 48 }, (_, hour) => {
      const band = { median: hour, lower80: hour, upper80: hour, lower95: hour, upper95: hour };
      return { timeMs: first + hour * HOUR_MS, ...band };
    });
    const outcome = { ...made!.outcome, points } as Forecast["outcome"];
    for (const asOfMs of [first, later]) await worker.forecasts.save({ ...made!, asOfMs, outcome });
    await worker.forecasts.save({ ...made!, asOfMs: first - 18 * HOUR_MS, outcome });
    const span = { metric: "revenue", step: "1h", fromMs: NOON_MS, toMs: NOON_MS + 3 * HOUR_MS } as const;
    const found = await worker.forecasts.foretold({ ...span, region: "eu" });
    expect(found.map(({ asOfMs }) => asOfMs)).toEqual([first - 18 * HOUR_MS, first]);
    expect(found[1].points.map(({ median }) => median)).toEqual([30, 31, 32]);
    expect(found[1].points[0].timeMs).toBe(NOON_MS);
    expect(await worker.forecasts.foretold({ ...span, region: null })).toEqual([]);
    expect(await worker.forecasts.foretold(span)).toEqual(found);
    // Beyond what a forecast reaches there is nothing.
    const far = { ...span, fromMs: NOON_MS + 17 * HOUR_MS, toMs: NOON_MS + 20 * HOUR_MS };
    expect((await worker.forecasts.foretold(far)).at(-1)?.points.map(({ median }) => median)).toEqual([47]);
    const before = { ...span, fromMs: first - 9 * HOUR_MS, toMs: first - 8 * HOUR_MS };
    expect((await worker.forecasts.foretold(before)).flatMap(({ points: none }) => none)).toEqual([]);
  });

  describe("replayed from history", () => {
    const MIDNIGHT_MS = NOON_MS - 12 * HOUR_MS;
    const rising = (count: number) => Array.from({ length: count }, (_, hour) => 0.1 + hour / 1_000);
    const stored = async () =>
      (
        await testDatabase.pool.query<{ hours: number; replayed: boolean; first: number }>(
          `select (("asOfMs" - ${MIDNIGHT_MS}) / ${HOUR_MS})::int as hours, replayed, (points -> 'median' ->> 0)::float8 as first
           from forecast where region = 'eu' and step = '1h' and model is not null order by "asOfMs"`,
        )
      ).rows;

    test("are as of the starts of days, each from what came before it, and made once", async () => {
      await hours("eu", rising(84)); // 3.5 days
      const tried = new Map<string, string>();
      await makeForecasts(worker, lastValue());
      expect(await replayForecasts(worker, lastValue(), tried)).toBe(6); // three days' starts, of eu and of the world
      expect(await stored()).toEqual([
        { hours: -48, replayed: true, first: expect.closeTo(0.1 + 23 / 1_000, 6) as number },
        { hours: -24, replayed: true, first: expect.closeTo(0.1 + 47 / 1_000, 6) as number },
        { hours: 0, replayed: true, first: expect.closeTo(0.1 + 71 / 1_000, 6) as number },
        { hours: 12, replayed: false, first: expect.closeTo(0.1 + 83 / 1_000, 6) as number },
      ]);
      expect(await replayForecasts(worker, lastValue(), tried)).toBe(0);
      expect(await replayForecasts(worker, lastValue())).toBe(0);
      const of = { metric: "cpu", region: "eu", service: null, step: "1h" } as const;
      const accuracy = await readForecastAccuracy(as(EXECUTIVE), lastValue(), of);
      // After one day of history nothing is forecast further ahead than a day.
      expect(accuracy.score).toMatchObject({ steps: 12, replayed: 12 });
    });

    test("know nothing of what came after, and replace none that was made in time", async () => {
      const past = rising(48);
      await hours("eu", [...past, ...rising(12)]);
      await hours("us", [...past, ...past.slice(0, 12).map(() => 0.9)]);
      const asked: { series: RegularSeries; horizonSteps: number }[] = [];
      await replayForecasts(worker, lastValue(asked));
      const ofMidnight = asked.filter(({ series }) => series.values.length === 48);
      expect(ofMidnight).toHaveLength(3);
      expect(ofMidnight[1]).toEqual(ofMidnight[2]); // the world comes first
      const made = (await readForecast(worker, lastValue(), {
        ...{ metric: "cpu", region: "eu", service: null, step: "1h", asOfMs: MIDNIGHT_MS },
      }))!;
      expect(made).toMatchObject({ asOfMs: MIDNIGHT_MS, replayed: true });
      await worker.forecasts.save({ ...made, replayed: false });
      await insertHistories(testDatabase.pool, [
        ...["eu", "us"].map((region) => ({
          ...{ metric: "cpu" as const, region, tier: "1h" as const },
          ...{ fromMs: NOON_MS - 90 * HOUR_MS, sums: rising(30) },
        })),
      ]);
      await testDatabase.pool.query(`update signal set newest_sample_ms = ${NOON_MS}`);
      // Older history came: the replayed ones learn from it, and a day's start more is known.
      await replayForecasts(worker, lastValue());
      expect((await stored()).map(({ hours: at, replayed }) => [at, replayed])).toEqual([
        [-72, true],
        [-48, true],
        [-24, true],
        [0, false],
      ]);
      await expect(replayForecasts(as(EXECUTIVE), lastValue())).rejects.toMatchObject({ code: "forbidden" });
    });

    test("are saved one by one: all regions' nine days are more than a transaction has time for", async () => {
      await hours("eu", rising(84));
      const refused: Ctx = { ...worker, transaction: () => Promise.reject(new Error("timed out")) };
      expect(await replayForecasts(refused, lastValue())).toBe(6);
      expect(await stored()).toHaveLength(3);
    });

    test("are made after an import where in time it could only be said that history was too short", async () => {
      await hours("eu", rising(2), MIDNIGHT_MS);
      clock.set(MIDNIGHT_MS + 2 * MINUTE_MS);
      await makeForecasts(worker, lastValue());
      expect(await stored()).toEqual([]);
      await hours("eu", rising(70), MIDNIGHT_MS - 2 * HOUR_MS);
      await hours("eu", rising(12));
      clock.set(NOW_MS);
      await replayForecasts(worker, lastValue());
      expect((await stored()).map(({ hours: at, replayed }) => [at, replayed])).toEqual([
        [-48, true],
        [-24, true],
        [0, true],
      ]);
    });
  });

  describe("held against what came", () => {
    const MIDNIGHT_MS = NOON_MS - 12 * HOUR_MS;
    const cpu = (asOfMs: number, median: number): Promise<void> =>
      worker.forecasts.save({
        ...{ metric: "cpu", region: "eu", service: null, step: "1h", asOfMs, historyFromMs: asOfMs },
        ...{ demo: false, replayed: false },
        outcome: {
          ...{ kind: "forecast", model: "m", members: [], backtest: null },
          points: Array.from({ length: 60 }, (_, hour) => ({
            ...{ timeMs: asOfMs + hour * HOUR_MS, median, lower80: median - 0.1, upper80: median + 0.1 },
            ...{ lower95: median - 0.2, upper95: median + 0.2 },
          })),
        },
      });
    const held = (span: { fromMs?: number; toMs?: number } = {}) =>
      readForecastAccuracy(as(EXECUTIVE), lastValue(), {
        metric: "cpu",
        region: "eu",
        service: null,
        step: "1h",
        ...span,
      });

    test("hour by hour, gaps and the hour that is not over are not counted", async () => {
      await hours("eu", [0.5, 0.5, 0.65, null, 0.6]); // from 7:00 to 12:00
      await cpu(MIDNIGHT_MS - DAY_MS, 0.5);
      await cpu(MIDNIGHT_MS, 0.1); // knows today already
      const accuracy = await held();
      expect(accuracy).toMatchObject({ asOfMs: NOON_MS, score: { steps: 4, inside80: 3 } });
      expect(accuracy.score?.meanAbsoluteError).toBeCloseTo((0.15 + 0.1) / 4, 6);
      expect(accuracy.score?.meanErrorRatio).toBeCloseTo(0.25 / 2.25, 6);
      expect(accuracy.steps).toHaveLength(24);
      expect(accuracy.steps.slice(-5).map(({ actual }) => actual)).toEqual([0.5, 0.5, 0.65, null, 0.6]);
      // Of yesterday's hours nobody had forecast anything a day before.
      expect(accuracy.steps.filter(({ expected }) => expected !== null)).toHaveLength(12);
      expect(accuracy.steps.at(-1)).toMatchObject({
        madeMs: MIDNIGHT_MS - DAY_MS,
        expected: { median: 0.5 },
      });
      const part = await held({ fromMs: NOON_MS - 3.5 * HOUR_MS, toMs: NOON_MS - 2.5 * HOUR_MS });
      expect(part.steps.map(({ actual }) => actual)).toEqual([0.5, 0.65]);
    });

    test("with the events that were known when it was made", async () => {
      const dayMs = MIDNIGHT_MS - DAY_MS;
      await hours("eu", [0.75, 0.75]);
      await cpu(dayMs, 0.5);
      const sale = { name: "Sale", fromMs: MIDNIGHT_MS, toMs: NOW_MS, regions: ["eu"] };
      const settings = { ...sale, trafficChangeRatio: 0.5, like: null };
      await worker.knownEvents.create({ ...settings, trafficChangeRatio: 9 }, "Kim", dayMs + 1);
      expect((await held()).steps.at(-1)?.expected?.median).toBe(0.5);
      await worker.knownEvents.create(settings, "Kim", dayMs);
      expect((await held()).steps.at(-1)?.expected?.median).toBe(0.75);
    });

    test("says nothing where no forecast is a day old, and is kept from before forty days", async () => {
      await hours("eu", [0.5, 0.5]);
      await cpu(MIDNIGHT_MS, 0.5);
      expect(await held()).toMatchObject({ score: null });
      const old = await held({ fromMs: 0 });
      expect(old.steps[0].timeMs).toBe(NOW_MS - (NOW_MS % HOUR_MS) - 40 * DAY_MS);
      const world = { metric: "cpu", region: null, service: null, step: "1d" } as const;
      expect((await readForecastAccuracy(as(EXECUTIVE), lastValue(), world)).steps).toHaveLength(30);
      const mars = { ...world, region: "mars" };
      await expect(readForecastAccuracy(as(EXECUTIVE), lastValue(), mars)).rejects.toMatchObject({
        code: "bad-request",
      });
      const nobody: Actor = { ...EXECUTIVE, scopes: [] };
      await expect(readForecastAccuracy(as(nobody), lastValue(), world)).rejects.toMatchObject({
        code: "forbidden",
      });
    });
  });

  test("of too short a history say what they have and need", async () => {
    await hours("eu", [0.1, 0.2]);
    await makeForecasts(worker, lastValue());
    expect((await read("eu"))?.outcome).toEqual({ kind: "insufficient-history", haveSteps: 2, needSteps: 3 });
    await expect(read("mars")).rejects.toMatchObject({ code: "bad-request" });
    const latency = { metric: "latency_p99", region: "eu", service: null, step: "1h" } as const;
    expect(await readForecast(worker, lastValue(), latency)).toBeNull();
  });

  test("know nothing of what comes after: two futures, one forecast", async () => {
    await hours("eu", [0.1, 0.2, 0.3, 0.4, 0.99], NOON_MS + HOUR_MS);
    await hours("us", [0.1, 0.2, 0.3, 0.4, 0.01], NOON_MS + HOUR_MS);
    const asked: { series: RegularSeries; horizonSteps: number }[] = [];
    await makeForecasts(worker, lastValue(asked));
    const [, eu, us] = asked; // the world comes first
    expect([...eu.series.values]).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(eu).toEqual(us);
  });

  describe("and known events", () => {
    const DAYS = 42;
    const usual = (hour: number) => 0.2 + (hour % 168) / 1_000;
    const FROM_MS = NOON_MS - DAYS * DAY_MS;
    const at = (fromMs: number, toMs: number, regions: string[] = []): KnownEventSettings => ({
      ...{ name: "Sale", fromMs, toMs, regions, trafficChangeRatio: 0.5, like: null },
    });
    const learned = async (region: string | null) => {
      const asked: { series: RegularSeries; horizonSteps: number }[] = [];
      await makeForecasts(worker, lastValue(asked), new Map(), true);
      const world = asked.find(({ series }) => series.values.length === DAYS * 24)!;
      return (region === null ? world : asked[1]).series.values; // the world comes first
    };

    test("hours of past events are learned as they usually are, wherever they were; memory as it came", async () => {
      const sale = at(NOON_MS - 10 * DAY_MS, NOON_MS - 9 * DAY_MS, ["eu"]);
      const busy = Array.from({ length: DAYS * 24 }, (_, hour) => {
        const timeMs = FROM_MS + hour * HOUR_MS;
        return timeMs >= sale.fromMs && timeMs < sale.toMs ? 0.9 : usual(hour);
      });
      await hours("eu", busy);
      const asCame = await learned("eu");
      expect([...asCame]).toEqual(busy.map((value) => expect.closeTo(value, 9)));
      await worker.knownEvents.create(sale, "Kim", clock.nowMs());
      const expected = busy.map((_, hour) => expect.closeTo(usual(hour), 9));
      expect([...(await learned("eu"))]).toEqual(expected);
      expect([...(await learned(null))]).toEqual(expected);
      const long = at(NOON_MS - 35 * DAY_MS, NOON_MS, ["eu"]); // is the usual itself
      await worker.knownEvents.update((await worker.knownEvents.list())[0].id, 1, long);
      expect([...(await learned("eu"))]).toEqual([...asCame]);
      await insertHistories(testDatabase.pool, [
        { metric: "memory", region: "eu", tier: "1h", fromMs: FROM_MS, sums: busy },
      ]);
      await worker.knownEvents.update((await worker.knownEvents.list())[0].id, 2, sale);
      const asked: { series: RegularSeries; horizonSteps: number }[] = [];
      await makeForecasts(worker, lastValue(asked), new Map(), true);
      const highest = asked.map(({ series }) => Math.max(...series.values));
      expect(highest.filter((value) => value === 0.9)).toHaveLength(2); // memory's, of the world and of eu
    });

    test("an event ahead is in the forecast that is read, of the world where it is everywhere, not in the one that is stored", async () => {
      await hours("eu", [0.2, 0.2, 0.2, 0.2]);
      await makeForecasts(worker, lastValue());
      const { id } = await worker.knownEvents.create(
        at(NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS, ["eu"]),
        "Kim",
        clock.nowMs(),
      );
      const sale = [0.2, expect.closeTo(0.3, 9), 0.2, 0.2];
      expect(medians(await read("eu"))).toEqual(sale);
      expect(medians(await read(null))).toEqual([0.2, 0.2, 0.2, 0.2]);
      expect(medians(await read("eu", NOON_MS))).toEqual([0.2, 0.2, 0.2, 0.2]); // nobody knew of it then
      const subject = { metric: "cpu", region: "eu", service: null, step: "1h" } as const;
      expect(medians(await worker.forecasts.latest(subject))).toEqual([0.2, 0.2, 0.2, 0.2]);
      await worker.knownEvents.update(id, 1, at(NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS));
      expect(medians(await read(null))).toEqual(sale);
    });
  });

  test("are made once a window, again when older history came, and replaced, not doubled", async () => {
    await hours("eu", [0.1, 0.2, 0.3, 0.4]);
    const tried = new Map<string, string>();
    await makeForecasts(worker, lastValue(), tried);
    expect(await makeForecasts(worker, lastValue(), tried)).toEqual({ made: 0, lacking: 0 });
    // Another worker tries again what had too little history, and nothing else.
    expect(await makeForecasts(worker, lastValue())).toEqual({ made: 0, lacking: 2 });
    await insertHistories(testDatabase.pool, [
      {
        metric: "cpu",
        region: "eu",
        tier: "1h",
        fromMs: NOON_MS - 9 * HOUR_MS,
        sums: [0.1, 0.1, 0.1, 0.1, 0.1],
      },
    ]);
    await testDatabase.pool.query(`update signal set newest_sample_ms = ${NOON_MS}`);
    expect((await makeForecasts(worker, lastValue(), tried)).made).toBe(2);
    expect(medians(await read("eu"))).toHaveLength(9);
    const { rows } = await testDatabase.pool.query(
      `select count(*)::int as n from forecast where step = '1h'`,
    );
    expect(rows[0].n).toBe(2);
  });

  test("are made anew after an import that they may have known a part of, with those replayed, and bring capacity", async () => {
    await hours("eu", [...Array<number>(24).fill(0.2), null, null, 0.4, 0.5]);
    expect(await importedSinceForecasts(worker)).toBe(false); // nothing was forecast before it
    const [tried, triedAgain] = [new Map<string, string>(), new Map<string, string>()];
    await makeForecasts(worker, lastValue(), tried);
    expect(await replayForecasts(worker, lastValue(), triedAgain)).toBe(2);
    expect(await importedSinceForecasts(worker)).toBe(false);

    const missing = { fromMs: NOON_MS - 4 * HOUR_MS, sums: [0.3, 0.3] };
    await insertHistories(testDatabase.pool, [{ metric: "cpu", region: "eu", tier: "1h", ...missing }]);
    await testDatabase.pool.query(`update signal set newest_sample_ms = ${NOON_MS}`);
    await testDatabase.pool.query(
      `insert into backfill (id, name, source, state, rows, "createdBy", "finishedAt")
       values ('b', 'b', '{"kind":"file","path":"/x"}', 'done', 2, 'x', $1)`,
      [new Date(clock.nowMs()).toISOString()],
    );
    const jobs = "select 1 from graphile_worker.jobs where key = 'forecast-capacity'";
    await testDatabase.pool.query("delete from graphile_worker._private_jobs");
    clock.advance(5 * MINUTE_MS);
    expect(await importedSinceForecasts(worker)).toBe(true);
    const asked: { series: RegularSeries; horizonSteps: number }[] = [];
    expect((await makeForecasts(worker, lastValue(asked), tried, true)).made).toBe(2);
    expect(asked.filter(({ series }) => series.values.some(Number.isNaN))).toEqual([]);
    expect(await replayForecasts(worker, lastValue(), triedAgain, true)).toBe(2);
    expect((await testDatabase.pool.query(jobs)).rows).toHaveLength(1);

    clock.advance(5 * MINUTE_MS);
    await makeForecasts(worker, lastValue(), tried, await importedSinceForecasts(worker));
    expect(await importedSinceForecasts(worker)).toBe(false);
  });

  test("end where sending did: a window that was not whole, and a region that is gone, are not learned from", async () => {
    await hours("eu", [0.1, 0.2, 0.3, 0.4]);
    await testDatabase.pool.query(`update signal set newest_sample_ms = ${NOON_MS - HOUR_MS / 2}`);
    await makeForecasts(worker, lastValue());
    expect(await read("eu")).toMatchObject({ asOfMs: NOON_MS - HOUR_MS });
    expect(medians(await read("eu"))?.[0]).toBe(0.3);
    clock.advance(3 * DAY_MS);
    expect(await makeForecasts(worker, lastValue())).toEqual({ made: 0, lacking: 0 });
  });

  test("made earlier can be read, and are forgotten after forty days but for the newest", async () => {
    await hours("eu", [0.1, 0.2, 0.3, 0.4], NOON_MS);
    await makeForecasts(worker, lastValue());
    const first = await read("eu");
    for (let hour = 1; hour <= 30; hour++)
      await worker.forecasts.save({ ...first!, asOfMs: NOON_MS + hour * HOUR_MS });
    expect((await read("eu"))?.asOfMs).toBe(NOON_MS + 30 * HOUR_MS);
    expect((await read("eu", NOON_MS + 90 * MINUTE_MS))?.asOfMs).toBe(NOON_MS + HOUR_MS);
    expect(await read("eu", NOON_MS - 1)).toBeNull();
    const newestOf = { "1h": NOON_MS + 30 * HOUR_MS };
    await worker.forecasts.thin(newestOf["1h"] + DAY_MS + HOUR_MS);
    // Of the 26th and of the 27th the first each, and the newest.
    const kept = async () =>
      (
        await testDatabase.pool.query(
          `select "asOfMs"::float8 as at from forecast where region = 'eu' and step = '1h' order by 1`,
        )
      ).rows.map(({ at }) => (at - NOON_MS) / HOUR_MS);
    expect(await kept()).toEqual([0, 12, 30]);
    await worker.forecasts.thin(newestOf["1h"] + 41 * DAY_MS);
    expect(await kept()).toEqual([30]);
  });

  test("bring the plan of capacity with them, in the same transaction", async () => {
    await hours("eu", [0.1, 0.2, 0.3, 0.4]);
    await makeForecasts(worker, lastValue());
    const { rows } = await testDatabase.pool.query(
      `select task_identifier as job from graphile_worker.jobs where key = 'forecast-capacity'`,
    );
    expect(rows).toEqual([{ job: "forecast-capacity" }]);
  });

  test("are read by everybody who reads figures, and made by the engine alone", async () => {
    await expect(makeForecasts(as(EXECUTIVE), lastValue())).rejects.toMatchObject({ code: "forbidden" });
  });

  test("by the shipped model hold a daily rhythm, within what a ratio can be", async () => {
    const rhythm = Array.from(
      { length: 56 * 24 },
      (_, hour) => 0.5 + 0.3 * Math.sin((hour / 24) * 2 * Math.PI),
    );
    await hours("eu", rhythm);
    await makeForecasts(worker, forecastSeries);
    const forecast = await read("eu");
    if (forecast?.outcome.kind !== "forecast") throw new Error("no forecast");
    const { points } = forecast.outcome;
    expect(points).toHaveLength(28 * 24);
    for (const [hour, point] of points.slice(0, 48).entries()) {
      expect(Math.abs(point.median - rhythm[hour])).toBeLessThan(0.1);
      expect(point.lower95).toBeGreaterThanOrEqual(0);
      expect(point.upper95).toBeLessThanOrEqual(1);
    }
  });
});

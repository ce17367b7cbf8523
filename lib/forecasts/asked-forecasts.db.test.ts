import { runMigrations } from "graphile-worker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeForecasts } from "./make-forecasts";
import { readForecast } from "./read-forecast";
import { readForecastAccuracy } from "./read-forecast-accuracy";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import {
  FORECAST_METRICS,
  type Forecast,
  type ForecastMetric,
  type ForecastModel,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import { METRIC_NAMES, type MetricName } from "@/lib/domain/metric";
import { historyUnitOf } from "@/lib/domain/metric-history";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS } from "@/lib/domain/window";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { forecastSeries } from "@/lib/pipeline/predict/forecast";
import { ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { insertHistories } from "@/lib/testing/insert-histories";
import { insertRollups, insertSignals } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const NOON_MS = Date.UTC(2026, 10, 26, 12);
const MIDNIGHT_MS = NOON_MS - 12 * HOUR_MS;
const HOURS = TIERS.filter(({ name }) => name === "1h");
const EXECUTIVE: Actor = {
  ...{ kind: "user", id: "u", name: "Kim", role: "executive" },
  scopes: ROLE_SCOPES.executive,
};

let testDatabase: TestDatabase;
let database: Database;
let clock: FixedClock;
let worker: Ctx;
let reader: Ctx;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  await runMigrations({ connectionString: testDatabase.url });
  database = createDatabase(testDatabase.url);
  clock = fixedClock(NOON_MS + 2 * MINUTE_MS);
  const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock, demo: false });
  [worker, reader] = [as(systemActor("worker")), as(EXECUTIVE)];
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

/** The shipped model, and how often it was asked. */
function counted(): { readonly model: ForecastModel; readonly calls: () => number } {
  let calls = 0;
  return { model: (...asked) => (calls++, forecastSeries(...asked)), calls: () => calls };
}

const sentUntil = (metric: MetricName, service: string | null, newestSampleMs: number): Promise<void> =>
  insertSignals(testDatabase.pool, [{ metric, region: "eu", service, newestSampleMs }]);

/** Sums of a service in eu, an hour each, the newest ending at `toMs`. */
async function ofService(
  metric: MetricName,
  service: string,
  sums: readonly number[],
  toMs = NOON_MS,
): Promise<void> {
  const fromMs = toMs - sums.length * HOUR_MS;
  const rows = sums.map((sum, hour) => ({
    ...{ metric, region: "eu", service, windowMs: fromMs + hour * HOUR_MS, sum },
    histogram: metric === "latency" ? histogramOf(sum) : null,
  }));
  await insertRollups(testDatabase.pool, rows, HOURS);
  await sentUntil(metric, service, toMs);
}

function histogramOf(value: number): Uint8Array {
  const histogram = Histogram.empty();
  const offset = Math.ceil(Math.log2(value + 1) * 32) - 1;
  const exponential = { scale: 5, offset, counts: [1], zeroCount: 0 };
  histogram.addPoint({ count: 1, sum: value, explicit: null, exponential }, 1);
  return histogram.encode();
}

const hoursOf = (count: number, value: (hour: number) => number) =>
  Array.from({ length: count }, (_, hour) => value(hour));
const rhythm = (hour: number) => 0.5 + 0.3 * Math.sin((hour / 24) * 2 * Math.PI);
const shop = (metric: ForecastMetric, more: Partial<ForecastSubject> = {}): ForecastSubject => ({
  ...{ metric, region: "eu", service: "shop", step: "1h", ...more },
});
const points = (forecast: Forecast | null) =>
  forecast?.outcome.kind === "forecast" ? forecast.outcome.points : [];
const stored = async () =>
  (
    await testDatabase.pool.query<{ hours: number; replayed: boolean }>(
      `select (("asOfMs" - ${MIDNIGHT_MS}) / ${HOUR_MS})::int as hours, replayed from forecast where service = 'shop' order by 1`,
    )
  ).rows.map(({ hours, replayed }) => (replayed ? `${hours} replayed` : `${hours}`));

describe("a forecast that nobody makes hourly", () => {
  test("is made when asked for, once an hour, however many ask, and the earlier ones stay", async () => {
    await ofService("cpu", "shop", hoursOf(72, rhythm));
    const { model, calls } = counted();
    const all = await Promise.all(Array.from({ length: 5 }, () => readForecast(reader, model, shop("cpu"))));
    expect(calls()).toBe(1);
    expect(all[4]).toMatchObject({ asOfMs: NOON_MS, historyFromMs: NOON_MS - 72 * HOUR_MS, replayed: false });
    expect(points(all[4])).toHaveLength(72);
    for (const [hour, { median }] of points(all[4]).entries())
      expect(Math.abs(median - rhythm(hour))).toBeLessThan(0.1);
    await readForecast(reader, model, shop("cpu"));
    expect(calls()).toBe(1);
    await ofService("cpu", "shop", [rhythm(72)], NOON_MS + HOUR_MS);
    clock.advance(HOUR_MS);
    expect((await readForecast(reader, model, shop("cpu")))?.asOfMs).toBe(NOON_MS + HOUR_MS);
    expect(await stored()).toEqual(["12", "13"]);
    expect(await makeForecasts(worker, model)).toEqual({ made: 0, lacking: 0 }); // the hourly run makes none of them
  });

  test("of past days is replayed from what came before each, and held against what came", async () => {
    await ofService("cpu", "shop", hoursOf(132, rhythm));
    await ofService("cpu", "pay", [...hoursOf(84, rhythm), ...hoursOf(48, () => 0.01)]);
    const { model, calls } = counted();
    const accuracy = await readForecastAccuracy(reader, model, shop("cpu"));
    // 24 hours are shown: of yesterday afternoon the forecast of two days ago, of today that of yesterday.
    expect(await stored()).toEqual(["-48 replayed", "-24 replayed"]);
    expect(accuracy.score).toMatchObject({ steps: 24, replayed: 24 });
    expect(accuracy.score?.meanErrorRatio).toBeLessThan(0.1);
    await readForecastAccuracy(reader, model, shop("cpu"));
    expect(calls()).toBe(2);
    const asOfMs = MIDNIGHT_MS + HOUR_MS;
    const before = await readForecast(reader, model, { ...shop("cpu"), asOfMs });
    expect(before).toMatchObject({ asOfMs: MIDNIGHT_MS, replayed: true });
    // Another future, the same forecast.
    await readForecastAccuracy(reader, model, shop("cpu", { service: "pay" }));
    const past = { asOfMs: MIDNIGHT_MS - 47 * HOUR_MS };
    const one = await readForecast(reader, model, { ...shop("cpu"), ...past });
    const other = await readForecast(reader, model, { ...shop("cpu", { service: "pay" }), ...past });
    expect(other).toMatchObject({ asOfMs: MIDNIGHT_MS - 2 * DAY_MS, replayed: true });
    expect(points(other)).toEqual(points(one));
    expect(await readForecast(reader, model, { ...shop("cpu"), asOfMs: NOON_MS - 50 * DAY_MS })).toBeNull();
  });

  test("made in time is what counts of its day, and of what was imported meanwhile is made again", async () => {
    const inTimeMs = MIDNIGHT_MS - 21 * HOUR_MS;
    await ofService("cpu", "shop", hoursOf(99, rhythm), inTimeMs);
    clock.set(inTimeMs + 2 * MINUTE_MS);
    const { model, calls } = counted();
    await readForecast(reader, model, shop("cpu"));
    await ofService("cpu", "shop", hoursOf(33, rhythm));
    clock.set(NOON_MS + 2 * MINUTE_MS);
    const read = async () => {
      await readForecast(reader, model, shop("cpu"));
      return readForecastAccuracy(reader, model, shop("cpu"));
    };
    // No replay of yesterday's start: what was made in time counts, from a day after it on.
    expect((await read()).score).toMatchObject({ steps: 24, replayed: 15 });
    const all = ["-48 replayed", "-21", "12"];
    expect(await stored()).toEqual(all);
    expect(calls()).toBe(3);
    // An import ended: the worker finds it, and forgets what may not have known all of it.
    await makeForecasts(worker, model, new Map(), true);
    expect(await stored()).toEqual(["-21"]);
    await read();
    expect(await stored()).toEqual(all);
    expect(calls()).toBe(5);
  });

  test("of too short a history says what is needed; of what is gone or was never sent there is none", async () => {
    await ofService("cpu", "shop", [0.1, 0.2, 0.3]);
    const { model } = counted();
    expect((await readForecast(reader, model, shop("cpu")))?.outcome).toEqual({
      ...{ kind: "insufficient-history", haveSteps: 3, needSteps: 12 },
    });
    expect(await readForecast(reader, model, shop("disk"))).toBeNull();
    await expect(readForecast(reader, model, shop("cpu", { service: "nobody" }))).rejects.toMatchObject({
      code: "bad-request",
    });
    clock.advance(3 * DAY_MS);
    expect((await readForecast(reader, model, shop("cpu")))?.asOfMs).toBe(NOON_MS); // what was made stays
    expect(await stored()).toHaveLength(1);
    await worker.forecasts.thin(NOON_MS + 41 * DAY_MS);
    expect(await stored()).toEqual([]);
  });

  test("is there of every metric with a history, of a service, its regions together, and stays in bounds", async () => {
    for (const metric of METRIC_NAMES)
      await ofService(
        metric,
        "shop",
        hoursOf(30, (hour) => (hour % 9 === 4 ? 1 : (hour % 3) / 4)),
      );
    for (const metric of FORECAST_METRICS)
      for (const region of ["eu", null]) {
        const forecast = await readForecast(reader, forecastSeries, shop(metric, { region }));
        expect([metric, forecast?.outcome.kind]).toEqual([metric, "forecast"]);
        const most = historyUnitOf(metric) === "ratio" ? 1 : Infinity;
        const ends = points(forecast).flatMap((point) => [point.lower95, point.upper95]);
        expect([metric, ends.every((end) => end >= 0 && end <= most)]).toEqual([metric, true]);
      }
  });

  test("of a region's errors judges requests as its charts do", async () => {
    const known = { region: "eu", tier: "1h", fromMs: NOON_MS - 48 * HOUR_MS } as const;
    await insertHistories(testDatabase.pool, [
      { ...known, metric: "requests", sums: hoursOf(48, () => 1_000) },
      { ...known, metric: "errors", sums: hoursOf(48, () => 50) },
    ]);
    // Of half of the requests nobody says whether they failed.
    await ofService(
      "requests",
      "mute",
      hoursOf(48, () => 500),
    );
    await sentUntil("requests", "shop", NOON_MS);
    await sentUntil("errors", "shop", NOON_MS);
    const forecast = await readForecast(reader, forecastSeries, shop("error_rate", { service: null }));
    expect(points(forecast)[0].median).toBeCloseTo(0.1, 3);
    const world = await readForecast(
      reader,
      forecastSeries,
      shop("error_rate", { service: null, region: null }),
    );
    expect(points(world)[0].median).toBeCloseTo(0.1, 3);
  });
});

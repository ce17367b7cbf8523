import { describe, expect, test } from "vitest";
import type { Forecast, ForecastPoint, ForecastStep } from "@/lib/domain/forecast";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { outlookOf } from "./capacity-outlook";

const TODAY_MS = Date.UTC(2026, 10, 28);
const AS_OF_MS = TODAY_MS + 20 * HOUR_MS;
const point = (timeMs: number, median: number): ForecastPoint => ({
  ...{ timeMs, median, lower80: median - 1, upper80: median + 1, lower95: median - 2, upper95: median + 2 },
});
const forecast = (step: ForecastStep, points: readonly ForecastPoint[]): Forecast => ({
  ...{
    metric: "cpu",
    region: "eu",
    service: null,
    step,
    asOfMs: AS_OF_MS,
    historyFromMs: 0,
    demo: false,
    replayed: false,
  },
  outcome: { kind: "forecast", model: "m", members: [], backtest: null, points },
});
const lacking = (step: ForecastStep): Forecast => ({
  ...forecast(step, []),
  outcome: { kind: "insufficient-history", haveSteps: 3, needSteps: 12 },
});
/** Each day's busiest hour is 14, its mean 10. */
const ofDay = (hour: number) => (hour % 24 === 12 ? 14 : 10 - 4 / 23);
const hours = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ofDay(from + index));
const measured = {
  startMs: TODAY_MS - 3 * DAY_MS,
  stepMs: HOUR_MS,
  values: Float64Array.from(hours(0, 3 * 24 + 20)),
};
const hourly = (count: number) =>
  forecast(
    "1h",
    hours(20, count).map((value, index) => point(AS_OF_MS + index * HOUR_MS, value)),
  );
const daily = (days: number) =>
  forecast(
    "1d",
    Array.from({ length: days }, (_, day) => point(TODAY_MS + day * DAY_MS, 20 + day)),
  );

describe("outlook", () => {
  test("days that are over have a peak and a mean; today is not over", () => {
    const { measured: days } = outlookOf({ measured, hourly: null, daily: null, asOfMs: AS_OF_MS });
    expect(days.map(({ dayMs }) => (dayMs - TODAY_MS) / DAY_MS)).toEqual([-3, -2, -1]);
    expect(days[0].peak).toBe(14);
    expect(days[0].mean).toBeCloseTo(10, 9);
  });
  test("a day of which too few hours are known is not told by them", () => {
    const values = measured.values.map((value, hour) => (hour < 5 ? NaN : value));
    const { measured: days } = outlookOf({
      ...{ measured: { ...measured, values }, hourly: null, daily: null, asOfMs: AS_OF_MS },
    });
    expect(days.map(({ dayMs }) => (dayMs - TODAY_MS) / DAY_MS)).toEqual([-2, -1]);
  });
  test("hours tell the days that they cover, the daily forecast those after, raised to their busiest hour", () => {
    const { expected, lacks } = outlookOf({
      ...{ measured, hourly: hourly(4 + 24 + 7), daily: daily(5), asOfMs: AS_OF_MS },
    });
    expect(expected.map(({ peak }) => peak.median)).toEqual([
      14, // of the hours of today that are over
      14,
      ...[22, 23, 24].map((mean) => expect.closeTo(mean * 1.4, 6)), // seven hours of a day are not a day
    ]);
    expect(expected[2].peak.upper80).toBeCloseTo(23 * 1.4, 6);
    expect(expected[2].mean).toEqual({ median: 22, lower80: 21, upper80: 23 });
    expect(lacks).toBeNull();
  });
  test("today and a day's usual peak are told without events, what was measured is with them", () => {
    const busy = {
      ...measured,
      values: measured.values.map((value, hour) => (hour >= 48 ? value * 3 : value)),
    };
    const { measured: days, expected } = outlookOf({
      ...{ measured: busy, usual: measured, hourly: hourly(4), daily: daily(2), asOfMs: AS_OF_MS },
    });
    expect(days.at(-1)?.peak).toBe(3 * 14);
    expect(expected.map(({ peak }) => peak.median)).toEqual([14, expect.closeTo(21 * 1.4, 6)]);
  });
  test("ends at the first day of which nothing is known, and says what history lacks", () => {
    const { expected, lacks } = outlookOf({
      ...{ measured, hourly: hourly(28), daily: lacking("1d"), asOfMs: AS_OF_MS },
    });
    expect(expected).toHaveLength(2);
    expect(lacks).toEqual({ haveSteps: 3, needSteps: 12, step: "1d" });
  });
  test("of nothing is nothing", () => {
    expect(outlookOf({ measured: null, hourly: null, daily: null, asOfMs: AS_OF_MS })).toEqual({
      ...{ measured: [], expected: [], lacks: null },
    });
  });
});

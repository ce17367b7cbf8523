import { expect, test } from "vitest";
import { backtest, meanAbsoluteError, rollForecasts, spacedOrigins } from "./backtest";
import { seasonalNaive } from "./models/seasonal-naive";
import type { SeriesModel } from "./models/series-model";

test("the models learn what lies before the cut alone", () => {
  const ends: number[] = [];
  const spy: SeriesModel = {
    name: "spy",
    needSteps: 1,
    fit(values, end, horizonSteps) {
      ends.push(end);
      return seasonalNaive(1).fit(values, end, horizonSteps);
    },
  };
  const tested = backtest([spy], new Float64Array(100), 10);
  expect(ends).toEqual([80]);
  expect(tested.origins[0]).toBeGreaterThanOrEqual(80);
  expect(tested.origins.at(-1)).toBe(90);
});

test.each([
  { first: 0, last: 10, count: 3, origins: [2, 6, 10] },
  { first: 5, last: 5, count: 3, origins: [5] },
  { first: 6, last: 5, count: 3, origins: [] },
])("$count origins from $first to $last", ({ first, last, count, origins }) => {
  expect(spacedOrigins(first, last, count)).toEqual(origins);
});

test("errors count where the series is known", () => {
  const values = Float64Array.of(1, 2, 4, 8);
  const rolled = rollForecasts([seasonalNaive(1).fit(values, 4, 2)], values, [2, 3], 2);
  expect(meanAbsoluteError(rolled.byModel[0], rolled, values)).toBe((2 + 6 + 4) / 3);
});

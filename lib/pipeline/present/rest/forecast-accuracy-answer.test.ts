import { expect, test } from "vitest";
import type { ForecastAccuracy } from "@/lib/domain/forecast-accuracy";
import { HOUR_MS } from "@/lib/domain/window";
import { forecastAccuracyAnswer } from "./forecast-accuracy-answer";

const NOON_MS = Date.UTC(2026, 10, 26, 12);
const accuracy = (change: Partial<ForecastAccuracy>): ForecastAccuracy => ({
  ...{ metric: "cpu", region: "eu", service: null, step: "1h", asOfMs: NOON_MS, demo: true },
  steps: [
    {
      ...{ timeMs: NOON_MS - 2 * HOUR_MS, madeMs: NOON_MS - 36 * HOUR_MS, replayed: true, actual: null },
      expected: {
        ...{ timeMs: NOON_MS - 2 * HOUR_MS, median: 0.5, lower80: 0.4, upper80: 0.6 },
        ...{ lower95: 0.3, upper95: 0.7 },
      },
    },
    { timeMs: NOON_MS - HOUR_MS, madeMs: null, replayed: false, actual: 0.25, expected: null },
  ],
  score: { steps: 24, replayed: 20, inside80: 22, meanAbsoluteError: 0.02, meanErrorRatio: 1.5 },
  ...change,
});

test("ratios are told in per cent, gaps as null; an error may be more than all that came", () => {
  expect(forecastAccuracyAnswer(accuracy({}))).toEqual({
    data: {
      ...{ metric: "cpu", unit: "percent", region: "eu", service: null, step: "1h", step_seconds: 3_600 },
      from: "2026-11-26T10:00:00.000Z",
      made_at: ["2026-11-25T00:00:00.000Z", null],
      replayed: [true, false],
      ...{ median: [50, null], lower_80: [40, null], upper_80: [60, null], actual: [null, 25] },
      score: { steps: 24, replayed: 20, inside_80: 22, mean_absolute_error: 2, mean_error_percent: 150 },
    },
    ...{ asOfMs: NOON_MS, demo: true, missing: [] },
  });
});

test("without a score it says which side is missing", () => {
  const reasons = (change: Partial<ForecastAccuracy>) =>
    forecastAccuracyAnswer(accuracy({ score: null, ...change })).missing?.map(({ field, reason }) => [
      field,
      reason,
    ]);
  expect(reasons({})).toEqual([["score", "no-data"]]);
  expect(reasons({ steps: accuracy({}).steps.slice(1) })).toEqual([["median", "insufficient-history"]]);
  expect(reasons({ steps: [] })).toEqual([["median", "insufficient-history"]]);
});

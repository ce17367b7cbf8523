import { expect, test } from "vitest";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { isOfPresent, latestProbability, openProbability, whyNotAssessed } from "./open-prediction";
import { HOUR_MS, MINUTE_MS } from "./window";

const NOW_MS = Date.UTC(2026, 10, 28, 12);
const run = (agoMs: number, silent: number) => ({ assessedMs: NOW_MS - agoMs, series: 3, silent });

test.each([
  ["never assessed", null, "insufficient-history"],
  ["assessed just now", run(MINUTE_MS, 0), null],
  ["of one series something could be said", run(15 * MINUTE_MS, 2), null],
  ["of none", run(0, 3), "insufficient-history"],
  ["not for a quarter of an hour", run(15 * MINUTE_MS + 1, 0), "stale"],
] as const)("%s", (_, newest, why) => expect(whyNotAssessed(newest, NOW_MS)).toBe(why));

test("what was said of the next hour is said until that hour is over", () => {
  const prediction = examplePrediction(NOW_MS - 3 * HOUR_MS, { assessedMs: NOW_MS, horizonMs: HOUR_MS });
  expect(isOfPresent(prediction, NOW_MS + HOUR_MS - 1)).toBe(true);
  expect(isOfPresent(prediction, NOW_MS + HOUR_MS)).toBe(false);
});

test("probabilities are those of the newest assessment", () => {
  const latest = [{ horizonMs: HOUR_MS, raw: 0.1, calibrated: 0.2 }];
  const prediction = examplePrediction(NOW_MS, { horizonMs: HOUR_MS, confidence: 0.6, latest });
  expect(openProbability(prediction)).toBe(0.2);
  expect(openProbability({ ...prediction, latest: [] })).toBe(0.6);
  expect(latestProbability(prediction, 4 * HOUR_MS)).toBeNull();
});

import { expect, test } from "vitest";
import type { HeldStep } from "@/lib/domain/forecast-accuracy";
import { forecastScore } from "./forecast-score";

/** Forecast `median` ± 10, and what came. */
const held = (median: number | null, actual: number | null): HeldStep => ({
  ...{ timeMs: 0, madeMs: 0, replayed: actual === 100, actual },
  expected:
    median === null
      ? null
      : {
          ...{ timeMs: 0, median, lower80: median - 10, upper80: median + 10 },
          ...{ lower95: median - 20, upper95: median + 20 },
        },
});

test("tells how many were replayed", () => {
  expect(forecastScore([held(100, 100), held(100, 99), held(null, 100)])?.replayed).toBe(1);
});

test.each([
  ["nothing", [], null],
  ["nothing was forecast", [held(null, 100), held(null, 90)], null],
  ["nothing came", [held(100, null)], null],
  ["exactly as forecast", [held(100, 100)], [1, 1, 0, 0]],
  ["on the band's ends", [held(100, 110), held(100, 90)], [2, 2, 10, 0.1]],
  ["just beyond them", [held(100, 110.1), held(100, 89.9)], [2, 0, 10.1, 0.101]],
  ["gaps on either side are not counted", [held(100, 104), held(null, 9), held(9, null)], [1, 1, 4, 4 / 104]],
  ["0 is a value and no gap", [held(8, 0), held(100, 100)], [2, 2, 4, 8 / 100]],
  ["a step with next to nothing does not weigh more", [held(5, 1), held(999, 999)], [2, 2, 2, 4 / 1000]],
  ["nothing but zeros have no share", [held(8, 0)], [1, 1, 8, null]],
])("%s", (_name, steps, expected) => {
  const score = forecastScore(steps);
  if (expected === null) return expect(score).toBeNull();
  const [count, inside, error, ratio] = expected;
  expect([score?.steps, score?.inside80]).toEqual([count, inside]);
  expect(score?.meanAbsoluteError).toBeCloseTo(error!, 9);
  if (ratio === null) expect(score?.meanErrorRatio).toBeNull();
  else expect(score?.meanErrorRatio).toBeCloseTo(ratio, 9);
});

import { expect, test } from "vitest";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { addedEvidence, budgetSeries } from "./budget-series";

const STEP_MS = 5 * MINUTE_MS;
const START_MS = 10 * HOUR_MS;
const fine = (values: readonly number[]): RegularSeries => ({
  startMs: START_MS,
  stepMs: STEP_MS,
  values: Float64Array.from(values),
});
const coarse = (values: readonly number[]): RegularSeries => ({
  ...{ startMs: START_MS - values.length * HOUR_MS, stepMs: HOUR_MS, values: Float64Array.from(values) },
});
const spent = (
  requests: number[],
  errors: number[],
  earlier: { requests: number[]; errors: number[] },
  windowMs: number,
) =>
  [
    ...budgetSeries(
      {
        ...{ requests: fine(requests), bad: fine(errors) },
        ...{ earlierRequests: coarse(earlier.requests), earlierBad: coarse(earlier.errors) },
      },
      { allowedRatio: 0.01, windowMs },
    ).values,
  ].map((value) => Number(value.toFixed(9)));
const NOTHING = { requests: [], errors: [] };

test("the bad share over the window ÷ what is allowed, × the share of it since there is data", () => {
  expect(spent([100, 100, 100], [0, 1, 2], NOTHING, 15 * MINUTE_MS)).toEqual([0, 0.333333333, 1]);
});

test("what lies before the window is forgotten", () => {
  expect(spent([100, 100, 100, 100], [5, 0, 0, 0], NOTHING, 10 * MINUTE_MS)).toEqual([2.5, 2.5, 0, 0]);
});

test("the time before is known by the hour", () => {
  const earlier = { requests: [1_200, 1_200], errors: [0, 12] };
  expect(spent([100], [0], earlier, 65 * MINUTE_MS)[0]).toBeCloseTo(12 / 1_300 / 0.01, 6);
  // Half of the hour lies within.
  expect(spent([100], [0], earlier, 35 * MINUTE_MS)[0]).toBeCloseTo(6 / 700 / 0.01, 6);
});

test("without requests nobody can tell; without errors nothing failed", () => {
  expect(spent([NaN, 100], [NaN, NaN], NOTHING, HOUR_MS)).toEqual([NaN, 0]);
});

test("places added up: what one of them does not know counts for nothing, what none knows is not known", () => {
  const place = (requests: number[], errors: number[]) => ({
    ...{ requests: fine(requests), bad: fine(errors), earlierRequests: coarse([]), earlierBad: coarse([]) },
  });
  const { requests, bad } = addedEvidence(
    place([1, NaN, NaN], [0, NaN, NaN]),
    place([2, 3, NaN], [1, 2, NaN]),
  );
  expect([...requests.values, ...bad.values]).toEqual([3, 3, NaN, 1, 2, NaN]);
});

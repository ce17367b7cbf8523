import { expect, test } from "vitest";
import { inStepsOf } from "./learned-step";
import { maximumAhead } from "./sliding-maximum";

test("groups end with the newest sample, and a group of gaps is a gap", () => {
  const values = Float64Array.of(9, 1, 3, NaN, NaN, NaN, 4);
  expect(inStepsOf({ startMs: 0, stepMs: 10, values }, 20)).toEqual({
    startMs: 10,
    stepMs: 20,
    values: Float64Array.of(2, NaN, 4),
  });
});

test("a step that does not fit is refused", () => {
  expect(inStepsOf({ startMs: 0, stepMs: 40, values: Float64Array.of(1) }, 20)).toBeNull();
});

test("the greatest of the samples after each", () => {
  expect(Array.from(maximumAhead(Float64Array.of(5, 1, 4, 2, 3), 2))).toEqual([4, 4, 3, NaN, NaN]);
});

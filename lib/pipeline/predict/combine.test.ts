import { expect, test } from "vitest";
import { combinationWeights, combinePaths } from "./combine";

test.each([
  { errors: [1, 1], weights: [0.5, 0.5] },
  { errors: [1, 2], weights: [0.8, 0.2] },
  { errors: [1, 10], weights: [1, 0] },
  { errors: [0, 3, 0], weights: [0.5, 0, 0.5] },
])("errors $errors weigh $weights", ({ errors, weights }) => {
  combinationWeights(errors).forEach((weight, index) => expect(weight).toBeCloseTo(weights[index], 9));
});

test("paths are averaged by weight", () => {
  const paths = [Float64Array.of(1, 2), Float64Array.of(5, 10)];
  expect([...combinePaths(paths, [0.75, 0.25])]).toEqual([2, 4]);
});

import { expect, test } from "vitest";
import { exponentialSmoothing } from "./exponential-smoothing";
import { theta } from "./theta";
import type { SeriesModel } from "./series-model";

function continued(model: SeriesModel, values: readonly number[], steps: number): number[] {
  const known = Float64Array.from(values);
  const path = new Float64Array(steps);
  model.fit(known, known.length, steps).continueFrom(known, known.length, path);
  return [...path];
}
const times = (count: number, value: (t: number) => number) =>
  Array.from({ length: count }, (_, t) => value(t));

test("a level that shifted is the new level", () => {
  const path = continued(
    exponentialSmoothing(1),
    times(80, (t) => (t < 60 ? 10 : 30)),
    5,
  );
  path.forEach((value) => expect(Math.abs(value - 30)).toBeLessThan(1));
});

test("a season is repeated around its level", () => {
  const path = continued(
    exponentialSmoothing(4),
    times(40, (t) => 5 + [0, 2, 0, -2][t % 4]),
    6,
  );
  [5, 7, 5, 3, 5, 7].forEach((value, step) => expect(path[step]).toBeCloseTo(value, 6));
});

test("a trend is followed and dies down", () => {
  const path = continued(
    exponentialSmoothing(1),
    times(60, (t) => t),
    100,
  );
  expect(path[0]).toBeGreaterThan(58.9);
  expect(path[99] - path[98]).toBeLessThan(path[1] - path[0] + 1e-9);
});

test("theta drifts by half the slope of the line", () => {
  const path = continued(
    theta(1),
    times(100, (t) => 3 * t),
    11,
  );
  const smoothing = continued(
    exponentialSmoothing(1),
    times(100, (t) => 3 * t),
    11,
  );
  expect(path[10] - smoothing[10]).toBeCloseTo(0.5 * 3 * 11, 6);
});

import { expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { exponentialSmoothing } from "./exponential-smoothing";
import { randomWalkPaths } from "./random-walk";
import { seasonalAutoRegression } from "./seasonal-auto-regression";
import { seasonalNaive } from "./seasonal-naive";
import { theta } from "./theta";

const CUT = 300;
const SIZE = 400;
const HORIZON = 24;
const shape = {
  name: "auto-regression",
  lagsSteps: [1, 2, 23, 24, 25],
  differenceSteps: 0,
  waveSteps: 24,
  harmonics: 2,
  halfLifeSteps: 200,
  reweightings: 1,
  ridge: 1e-4,
};
const MODELS = [
  seasonalNaive(24),
  exponentialSmoothing(1),
  exponentialSmoothing(24),
  theta(1),
  seasonalAutoRegression(shape),
  seasonalAutoRegression({ ...shape, name: "differences", differenceSteps: 24 }),
];

/** A daily wave with noise; from `CUT` on another one. */
function seriesWithFuture(level: number): Float64Array {
  const random = seededRandom(4);
  return Float64Array.from({ length: SIZE }, (_, t) => {
    const value = 10 + 3 * Math.sin((2 * Math.PI * t) / 24) + random();
    return t < CUT ? value : value * level;
  });
}

test.each(MODELS)("$name learns and continues from what lies before the cut alone", (model) => {
  const [one, other] = [seriesWithFuture(1), seriesWithFuture(40)].map((values) => {
    const path = new Float64Array(HORIZON);
    model.fit(values, CUT, HORIZON).continueFrom(values, CUT, path);
    return path;
  });
  expect(one).toEqual(other);
  expect(one.every(Number.isFinite)).toBe(true);
});

test("random walks draw from what lies before the cut alone", () => {
  const [one, other] = [seriesWithFuture(1), seriesWithFuture(40)].map((values) =>
    randomWalkPaths(values, CUT, HORIZON, 20, seededRandom(1)),
  );
  expect(one).toEqual(other);
});

test.each(MODELS)("$name continues from later values without learning anew", (model) => {
  const values = seriesWithFuture(1);
  const fitted = model.fit(values, CUT, HORIZON);
  const path = new Float64Array(1);
  let errors = 0;
  for (let end = CUT; end < SIZE; end++) {
    fitted.continueFrom(values, end, path);
    errors += Math.abs(path[0] - values[end]) / (SIZE - CUT);
  }
  expect(errors).toBeLessThan(1);
});

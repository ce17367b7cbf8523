import { expect, test } from "vitest";
import { seasonalAutoRegression } from "./seasonal-auto-regression";

const shape = {
  name: "auto-regression",
  lagsSteps: [1, 2, 24],
  differenceSteps: 0,
  waveSteps: 1,
  harmonics: 0,
  halfLifeSteps: Infinity,
  reweightings: 0,
  ridge: 1e-9,
};

function continued(more: Partial<typeof shape>, values: Float64Array, steps: number): Float64Array {
  const path = new Float64Array(steps);
  seasonalAutoRegression({ ...shape, ...more })
    .fit(values, values.length, steps)
    .continueFrom(values, values.length, path);
  return path;
}

test("a damped wave that obeys a recursion is continued exactly", () => {
  const value = (t: number) => 50 + 20 * Math.exp(-t / 200) * Math.cos(t / 3);
  const path = continued(
    {},
    Float64Array.from({ length: 200 }, (_, t) => value(t)),
    10,
  );
  path.forEach((forecast, step) => expect(forecast).toBeCloseTo(value(200 + step), 2));
});

test("differences continue a season that grows", () => {
  const value = (t: number) => 0.1 * t + Math.sin((2 * Math.PI * t) / 24);
  const path = continued({ lagsSteps: [1, 2], differenceSteps: 24, ridge: 1e-4 }, Float64Array.from({ length: 240 }, (_, t) => value(t)), 24); // prettier-ignore
  path.forEach((forecast, step) => expect(Math.abs(forecast - value(240 + step))).toBeLessThan(1.2)); // without its growth: 2.4
});

test("with reweighting a few outliers hardly move the forecast", () => {
  const clean = Float64Array.from(
    { length: 300 },
    (_, t) => 10 + Math.sin((2 * Math.PI * t) / 24) + 0.01 * ((t * 7) % 5),
  );
  const spoilt = clean.map((value, t) => ([100, 150, 200].includes(t) ? value * 6 : value));
  const off = (reweightings: number) => {
    const [wanted, got] = [clean, spoilt].map((values) => continued({ reweightings }, values, 24));
    return got.reduce((sum, value, step) => sum + Math.abs(value - wanted[step]), 0);
  };
  expect(off(2)).toBeLessThan(off(0));
});

test("an explosive history does not explode", () => {
  const path = continued(
    { lagsSteps: [1, 2, 3] },
    Float64Array.from({ length: 60 }, (_, t) => 1.3 ** t),
    200,
  );
  expect(path.every(Number.isFinite)).toBe(true);
});

import { expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import type { ForecastOutcome } from "@/lib/domain/forecast";
import { forecastSeries } from "./forecast";

const HOUR_MS = 3_600_000;
const COUNT = { lower: 0, upper: null };
const RATIO = { lower: 0, upper: 1 };

function hourly(size: number, valueAt: (t: number, random: () => number) => number) {
  const random = seededRandom(7);
  return {
    startMs: 0,
    stepMs: HOUR_MS,
    values: Float64Array.from({ length: size }, (_, t) => valueAt(t, random)),
  };
}
const load = (t: number, random: () => number) =>
  (100 + 40 * Math.sin((2 * Math.PI * t) / 24) + (t % 168 < 120 ? 20 : 0)) * (1 + 0.05 * (random() - 0.5));

function pointsOf(outcome: ForecastOutcome) {
  if (outcome.kind !== "forecast") throw new Error(outcome.kind);
  return outcome.points;
}

test("days and weeks are continued within the band, and the back-test says how well", () => {
  const whole = hourly(28 * 24 + 48, load);
  const outcome = forecastSeries({ ...whole, values: whole.values.slice(0, 28 * 24) }, 48, {
    bounds: COUNT,
    seed: 1,
  });
  const points = pointsOf(outcome);
  expect(points[0].timeMs).toBe(28 * 24 * HOUR_MS);
  const inside = points.filter((point, step) => {
    const value = whole.values[28 * 24 + step];
    expect(Math.abs(point.median / value - 1)).toBeLessThan(0.1);
    return value >= point.lower95 && value <= point.upper95;
  });
  expect(inside.length).toBeGreaterThanOrEqual(42);
  expect(outcome.kind === "forecast" && outcome.backtest?.mase).toBeLessThan(1);
});

test("what comes after the cut changes nothing", () => {
  const answers = [1, 30].map((factor) => {
    const { values, ...rest } = hourly(800, load);
    const all = values.map((value, t) => (t < 600 ? value : value * factor));
    return forecastSeries({ ...rest, values: all.subarray(0, 600) }, 48, { bounds: COUNT, seed: 1 });
  });
  expect(answers[0]).toEqual(answers[1]);
});

test.each([
  {
    what: "a ratio near 1",
    size: 400,
    at: (t: number, random: () => number) => Math.min(1, 0.9 + 0.2 * random()),
  },
  { what: "a ratio near 0", size: 400, at: (_: number, random: () => number) => 0.02 * random() },
  { what: "a short ratio", size: 26, at: (_: number, random: () => number) => random() },
  { what: "mostly 0", size: 300, at: (_: number, random: () => number) => (random() < 0.1 ? 0.5 : 0) },
  { what: "constant", size: 300, at: () => 0.25 },
  {
    what: "a shifted level",
    size: 500,
    at: (t: number, random: () => number) => (t < 400 ? 0.2 : 0.7) + 0.05 * random(),
  },
  {
    what: "gaps",
    size: 500,
    at: (t: number, random: () => number) =>
      t % 9 === 0 || (t > 300 && t < 340) ? Number.NaN : 0.5 + 0.3 * Math.sin(t / 4) * random(),
  },
])("$what: edges in order and within 0 and 1", ({ size, at }) => {
  for (const point of pointsOf(forecastSeries(hourly(size, at), 24, { bounds: RATIO, seed: 3 }))) {
    const edges = [0, point.lower95, point.lower80, point.median, point.upper80, point.upper95, 1];
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
    expect(edges.every(Number.isFinite)).toBe(true);
  }
});

test("a constant stays, a shifted level is believed", () => {
  const [constant, shifted] = [
    () => 5,
    (t: number, random: () => number) => (t < 400 ? 2 : 7) + random() / 10,
  ].map((at) => pointsOf(forecastSeries(hourly(500, at), 24, { bounds: COUNT, seed: 1 })));
  expect(constant.every(({ lower95, upper95 }) => lower95 === 5 && upper95 === 5)).toBe(true);
  expect(shifted.every(({ median }) => Math.abs(median - 7) < 0.7)).toBe(true);
});

test("steps since the newest value are passed over, not answered", () => {
  const { values, ...rest } = hourly(600, load);
  const late = values.map((value, t) => (t < 594 ? value : Number.NaN));
  const points = pointsOf(forecastSeries({ ...rest, values: late }, 24, { bounds: COUNT, seed: 1 }));
  expect(points.map(({ timeMs }) => timeMs / HOUR_MS)).toEqual(
    Array.from({ length: 24 }, (_, step) => 600 + step),
  );
});

test.each([
  { size: 5, horizon: 1, needSteps: 12 },
  { size: 40, horizon: 48, needSteps: 48 },
  { size: 0, horizon: 1, needSteps: 12 },
])("$size steps do not suffice for $horizon", ({ size, horizon, needSteps }) => {
  expect(forecastSeries(hourly(size, load), horizon, { bounds: COUNT, seed: 1 })).toEqual({
    kind: "insufficient-history",
    haveSteps: size,
    needSteps,
  });
});

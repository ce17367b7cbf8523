import { describe, expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { crossingAt, crossingChances } from "./crossing";
import { climbAt } from "./crossing-climb";
import { readCrossingHistory } from "./crossing-history";
import { CROSSING_FEATURES } from "./crossing-row";
import { shippedCrossingModel } from "./shipped-crossing-model";
import weights from "./crossing-weights.json";

const HOUR_MS = 3_600_000;
const HORIZONS_MS = [HOUR_MS / 2, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS];
const DAY = 288;
const model = shippedCrossingModel();

/** A load with a daily peak, noise, and from `growsFrom` on a steady rise. */
function load(samples: number, seed: number, growsFrom = Infinity): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: samples }, (_, at) => {
    const day = 50 + 15 * Math.sin((2 * Math.PI * at) / DAY);
    return day + 4 * (random() - 0.5) + Math.max(0, at - growsFrom) * 0.8;
  });
}

/** At the end of a history of 5 min samples. */
function ask(values: Float64Array, threshold: number, horizonsMs: readonly number[] = HORIZONS_MS) {
  return crossingAt(model, readCrossingHistory(values, threshold, 2), values.length - 1, horizonsMs);
}

describe("crossing probabilities", () => {
  test("do not depend on what comes after the moment asked", () => {
    const past = load(10 * DAY, 1, 9 * DAY + 95);
    const reached: boolean[] = [];
    for (const at of [60, DAY, 3 * DAY + 17, 9 * DAY + 101, 9 * DAY + 110, 10 * DAY - 1]) {
      const history = readCrossingHistory(past.slice(0, at + 1), 90, 2, true);
      const cut = crossingAt(model, history, at, HORIZONS_MS);
      reached.push(climbAt(history, at) !== null);
      for (const future of [0, 1_000]) {
        const other = new Float64Array(at + 1 + DAY).fill(future);
        other.set(past.subarray(0, at + 1));
        const answer = crossingAt(model, readCrossingHistory(other, 90, 2, true), at, HORIZONS_MS);
        expect(answer).toEqual(cut);
      }
    }
    expect(reached).toContain(true); // a climb's own voice is among them
  });

  test("never fall with a longer horizon, and lie in 0..1", () => {
    const history = readCrossingHistory(load(9 * DAY, 2), 64, 2);
    for (let at = 60; at < history.length; at += 37) {
      const chances = crossingChances(model, history, at, HORIZONS_MS);
      expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
      expect(chances).toEqual([...chances].sort((a, b) => a - b));
    }
  });

  test("are higher when the series climbs to the threshold than when it lies far under it", () => {
    const climbing = load(8 * DAY + 30, 3, 8 * DAY);
    const calm = load(8 * DAY + 30, 3);
    const near = ask(climbing, climbing[climbing.length - 1] + 4, [HOUR_MS]);
    const far = ask(calm, 120, [HOUR_MS]);
    if (near.kind !== "forecast" || far.kind !== "forecast") throw new Error("both are forecasts");
    expect(near.probabilities[0].probability).toBeGreaterThan(10 * far.probabilities[0].probability);
  });

  test("come with the time they speak of, in order, and what moved them, greatest first", () => {
    const answer = ask(load(8 * DAY + 30, 3), 66);
    if (answer.kind !== "forecast" || !answer.crossing) throw new Error("a forecast with its time");
    const { fromMs, medianMs, toMs } = answer.crossing;
    expect(0 < fromMs && fromMs < medianMs && medianMs < toMs && toMs <= 24 * HOUR_MS).toBe(true);
    const sizes = answer.contributions.map(({ effect }) => Math.abs(effect));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  test("are not told of what is above its threshold already", () => {
    expect(ask(load(DAY, 4).fill(99, DAY - 1), 66)).toEqual({ kind: "above-threshold" });
  });

  test("survive gaps, constants, and a level that is never left", () => {
    for (const values of [withGap(load(3 * DAY, 5), DAY, 40), new Float64Array(3 * DAY).fill(7)]) {
      const answer = ask(values, 70);
      if (answer.kind !== "forecast") throw new Error("a forecast");
      expect(answer.probabilities.every(({ probability }) => Number.isFinite(probability))).toBe(true);
    }
  });

  test("beyond a day nothing was learned", () => {
    expect(() => ask(load(DAY, 8), 66, [25 * HOUR_MS])).toThrow(RangeError);
  });
});

test("the shipped weights are of these features, and of series that may ship", () => {
  expect(weights.features).toEqual([...CROSSING_FEATURES]);
  expect(weights.report.series.every((series) => /^(aiops|nab)__/.test(series))).toBe(true);
});

function withGap(values: Float64Array, from: number, samples: number): Float64Array {
  return values.fill(NaN, from, from + samples);
}

import { describe, expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { crossingAt, crossingChances, crossingProbabilities } from "./crossing";
import { readCrossingHistory } from "./crossing-history";
import { CROSSING_FEATURES } from "./crossing-row";
import { shippedCrossingModel } from "./shipped-crossing-model";
import weights from "./crossing-weights.json";

const STEP_MS = 300_000;
const HOUR_MS = 3_600_000;
const HORIZONS_MS = [HOUR_MS / 2, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS];
const DAY = 288;
const UNBOUNDED = { lower: null, upper: null };
const model = shippedCrossingModel();

/** A load with a daily peak, noise, and from `growsFrom` on a steady rise. */
function load(samples: number, seed: number, growsFrom = Infinity): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: samples }, (_, at) => {
    const day = 50 + 15 * Math.sin((2 * Math.PI * at) / DAY);
    return day + 4 * (random() - 0.5) + Math.max(0, at - growsFrom) * 0.8;
  });
}

const query = (values: Float64Array, threshold: number) => ({
  series: { startMs: 0, stepMs: STEP_MS, values },
  threshold,
  forSamples: 2,
  bounds: UNBOUNDED,
});

describe("crossing probabilities", () => {
  test("do not depend on what comes after the moment asked", () => {
    const past = load(10 * DAY, 1);
    for (const at of [60, DAY, 3 * DAY + 17, 9 * DAY + 101, 10 * DAY - 1]) {
      const cut = crossingProbabilities(model, query(past.slice(0, at + 1), 66), HORIZONS_MS);
      for (const future of [0, 1_000]) {
        const other = new Float64Array(at + 1 + DAY).fill(future);
        other.set(past.subarray(0, at + 1));
        const answer = crossingAt(model, readCrossingHistory(other, 66, 2), at, HORIZONS_MS);
        expect(answer).toEqual(cut);
      }
    }
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
    const ask = (values: Float64Array, threshold: number) =>
      crossingProbabilities(model, query(values, threshold), [HOUR_MS]);
    const near = ask(climbing, climbing[climbing.length - 1] + 4);
    const far = ask(calm, 120);
    if (near.kind !== "forecast" || far.kind !== "forecast") throw new Error("both are forecasts");
    expect(near.probabilities[0].probability).toBeGreaterThan(10 * far.probabilities[0].probability);
  });

  test("come with the time they speak of, in order, and what moved them, greatest first", () => {
    const answer = crossingProbabilities(model, query(load(8 * DAY + 30, 3), 66), HORIZONS_MS);
    if (answer.kind !== "forecast" || !answer.crossing) throw new Error("a forecast with its time");
    const { fromMs, medianMs, toMs } = answer.crossing;
    expect(0 < fromMs && fromMs < medianMs && medianMs < toMs && toMs <= 24 * HOUR_MS).toBe(true);
    const sizes = answer.contributions.map(({ effect }) => Math.abs(effect));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  test.each([
    ["47 samples", load(47, 4), { kind: "insufficient-history", havePoints: 47, needPoints: 48 }],
    [
      "an hour without any",
      withGap(load(DAY, 4), DAY - 12),
      { kind: "insufficient-history", havePoints: 276, needPoints: 48 },
    ],
    ["already above it", load(DAY, 4).fill(99, DAY - 1), { kind: "above-threshold" }],
  ])("%s are refused by name", (_, values, expected) => {
    expect(crossingProbabilities(model, query(values, 66), HORIZONS_MS)).toEqual(expected);
  });

  test("survive gaps, constants, and a level that is never left", () => {
    for (const values of [withGap(load(3 * DAY, 5), DAY, 40), new Float64Array(3 * DAY).fill(7)]) {
      const answer = crossingProbabilities(model, query(values, 70), HORIZONS_MS);
      if (answer.kind !== "forecast") throw new Error("a forecast");
      expect(answer.probabilities.every(({ probability }) => Number.isFinite(probability))).toBe(true);
    }
  });

  test("a ratio does not pass 1", () => {
    const share = load(DAY, 6).map((value) => value / 100);
    const bounded = { ...query(share, 1), bounds: { lower: 0, upper: 1 } };
    expect(crossingProbabilities(model, bounded, [HOUR_MS])).toMatchObject({
      probabilities: [{ horizonMs: HOUR_MS, probability: 0 }],
    });
  });

  test("are the same from minutes as from the 5 min they make up", () => {
    const coarse = load(3 * DAY, 7);
    const minutes = Float64Array.from({ length: coarse.length * 5 }, (_, at) => coarse[Math.floor(at / 5)]);
    const fine = {
      ...query(minutes, 66),
      series: { startMs: 0, stepMs: 60_000, values: minutes },
      forSamples: 10,
    };
    const answers = [fine, query(coarse, 66)].map((asked) => crossingChancesOf(asked));
    answers[0].forEach((probability, index) => expect(probability).toBeCloseTo(answers[1][index], 6));
  });

  test("beyond a day nothing was learned", () => {
    expect(() => crossingProbabilities(model, query(load(DAY, 8), 66), [25 * HOUR_MS])).toThrow(RangeError);
  });
});

test("the shipped weights are of these features, and of series that may ship", () => {
  expect(weights.features).toEqual([...CROSSING_FEATURES]);
  expect(weights.report.series.every((series) => /^(aiops|nab)__/.test(series))).toBe(true);
});

function crossingChancesOf(asked: Parameters<typeof crossingProbabilities>[1]): number[] {
  const answer = crossingProbabilities(model, asked, HORIZONS_MS);
  if (answer.kind !== "forecast") throw new Error("a forecast");
  return answer.probabilities.map(({ probability }) => probability);
}

function withGap(values: Float64Array, from: number, samples = values.length): Float64Array {
  return values.fill(NaN, from, from + samples);
}

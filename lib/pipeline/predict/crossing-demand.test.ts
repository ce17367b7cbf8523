import { describe, expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { climbAt } from "./crossing-climb";
import { withDemand } from "./crossing-demand";
import { readCrossingHistory, SAMPLES_A_DAY } from "./crossing-history";

const HOUR = 12;
const THRESHOLD = 0.8;
const START = 9 * SAMPLES_A_DAY;
const END = START + 6 * HOUR;

/** A day of requests, and from START on times `crowd`. */
const requests = (crowd: (since: number) => number) => {
  const random = seededRandom(3);
  return Float64Array.from({ length: END }, (_, at) => {
    const usual = 1000 + 400 * Math.sin((2 * Math.PI * at) / SAMPLES_A_DAY) + 5 * random();
    return at > START ? usual * crowd(at - START) : usual;
  });
};
/** CPU at rest and what requests take, and from START on times `cost`. */
const load = (demand: Float64Array, cost: (since: number) => number) => {
  const random = seededRandom(4);
  return demand.map((asked, at) => {
    const needed = 0.25 + 0.0002 * asked + 0.003 * random();
    return at > START ? needed * cost(at - START) : needed;
  });
};
const usual = () => 1;
const rising = (since: number) => 1 + 0.15 * (since / HOUR);
const knownWith = (values: Float64Array, demand: Float64Array) =>
  withDemand(readCrossingHistory(values, THRESHOLD, 2), demand).atUsualDemand!;
const at = START + 2 * HOUR;

describe("a load at its usual demand", () => {
  test("does not climb with a crowd, though the load itself does", () => {
    const crowd = requests(rising);
    const values = load(crowd, usual);
    expect(climbAt(readCrossingHistory(values, THRESHOLD, 2), at)).not.toBeNull();
    const relieved = knownWith(values, crowd);
    expect(relieved.isExplained[at]).toBe(1);
    for (let k = START; k < END; k++) expect(climbAt(relieved, k)).toBeNull();
  });

  test("climbs where each request costs more", () => {
    const steady = requests(usual);
    const relieved = knownWith(load(steady, rising), steady);
    expect(climbAt(relieved, at)?.oddness).toBeGreaterThan(3);
    expect(relieved.surplus[at]).toBeCloseTo(0, 1);
  });

  test("gets there sooner with more demand than usual on top", () => {
    const [steady, busy] = [requests(usual), requests(() => 1.1)];
    const aheadOf = (demand: Float64Array) => climbAt(knownWith(load(demand, rising), demand), at)!.ahead;
    expect(aheadOf(busy)).toBeLessThan(aheadOf(steady));
  });

  test("is not known where demand does not explain it, or is not known itself, or not for two days", () => {
    const steady = requests(usual);
    const random = seededRandom(9);
    const unrelated = steady.map(() => 1000 * random());
    expect(knownWith(load(steady, rising), unrelated).isExplained.some((each) => each === 1)).toBe(false);
    const lost = steady.map((asked, k) => (k === at ? NaN : asked));
    const relieved = knownWith(load(steady, rising), lost);
    expect([relieved.isExplained[at], relieved.isExplained[at - 1]]).toEqual([0, 1]);
    expect(relieved.isExplained.subarray(0, 2 * SAMPLES_A_DAY).some((each) => each === 1)).toBe(false);
  });

  test("takes nothing from the future", () => {
    const [demand, other] = [requests(rising), requests(usual)];
    const values = load(demand, rising);
    const changed = (from: Float64Array, to: Float64Array) =>
      from.map((value, k) => (k <= at ? value : to[k]!));
    const whole = knownWith(values, demand);
    const different = knownWith(changed(values, load(other, usual)), changed(demand, other));
    for (const part of ["excess", "profile", "surplus", "isExplained"] as const)
      expect([...different[part].subarray(0, at + 1)]).toEqual([...whole[part].subarray(0, at + 1)]);
    expect(climbAt(different, at)).toEqual(climbAt(whole, at));
  });
});

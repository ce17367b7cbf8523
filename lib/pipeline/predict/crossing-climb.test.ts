import { describe, expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { climbAt, climbChance } from "./crossing-climb";
import { readCrossingHistory } from "./crossing-history";

const DAY = 288;
const HOUR = 12;
const THRESHOLD = 0.9;
const START = 9 * DAY;

/** A usual day with noise, and from START on what is added to it. */
function series(added: (since: number) => number): Float64Array {
  const random = seededRandom(5);
  return Float64Array.from({ length: START + DAY }, (_, at) => {
    const usual = 0.5 + 0.05 * Math.sin((2 * Math.PI * at) / DAY) + 0.004 * (random() - 0.5);
    return usual + (at > START ? added(at - START) : 0);
  });
}
/** 0.1 an hour. */
const leak = series((since) => 0.1 * (since / HOUR));
const climbOf = (values: Float64Array, since: number) =>
  climbAt(readCrossingHistory(values, THRESHOLD, 2), START + since);
const chance = (values: Float64Array, since: number, samples: number, fillsUp = true) => {
  const climb = climbOf(values, since);
  return climb === null ? 0 : climbChance(climb, samples, fillsUp);
};
const crossesAt = leak.findIndex((value) => value > THRESHOLD) - START;

describe("a climb", () => {
  test("is told by its age, a third too old at most, and by the time left, which it knows within a tenth", () => {
    for (const since of [18, 24, 36]) {
      const climb = climbOf(leak, since)!;
      expect(climb.age).toBeLessThanOrEqual((4 / 3) * since);
      expect(climb.age).toBeGreaterThanOrEqual(since / 2);
      expect(Math.abs(climb.ahead - (crossesAt - since))).toBeLessThan(0.1 * (crossesAt - since) + 1);
    }
  });

  test("of what fills up becomes likelier than not once it has lasted as long as it will", () => {
    expect(chance(leak, 10, 4 * HOUR)).toBeLessThan(0.5);
    expect(chance(leak, crossesAt - HOUR, 2 * HOUR)).toBeGreaterThan(0.5);
    expect(chance(leak, crossesAt - 2, HOUR)).toBeGreaterThan(0.8);
  });

  test("does not cross within a time in which it cannot get there", () => {
    expect(chance(leak, crossesAt - 2 * HOUR, HOUR)).toBeLessThan(0.05);
  });

  test("of a load is believed less: loads turn by themselves", () => {
    for (const since of [24, 30, crossesAt - HOUR])
      expect(chance(leak, since, 4 * HOUR, false)).toBeLessThan(0.6 * chance(leak, since, 4 * HOUR));
  });

  test.each([
    ["the usual day's rise", series(() => 0)],
    ["noise", series((since) => 0.02 * Math.sin(since * 7))],
    ["a jump", series(() => 0.2)],
    ["a fall", series((since) => -0.1 * (since / HOUR))],
    ["one that levels off", series((since) => 0.2 * (1 - Math.exp(-since / 6)))],
  ])("is not %s", (_, values) => {
    for (let since = 12; since < DAY; since++) expect(chance(values, since, DAY)).toBeLessThan(0.3);
  });

  test("is not told before a usual day is known", () => {
    const young = Float64Array.from({ length: DAY + 40 }, (_, at) => 0.2 + at * 0.002);
    expect(climbAt(readCrossingHistory(young, THRESHOLD, 2), young.length - 1)).toBeNull();
  });
});

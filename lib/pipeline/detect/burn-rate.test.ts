import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { burnRate, firingBurns } from "./burn-rate";

const OBJECTIVE = 0.999;
const SPANS = [5 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS];

/** Error ratios so that each span burns as often as given, in the order of SPANS. */
function burning(...burns: (number | null)[]): Map<number, number | null> {
  return new Map(
    SPANS.map((span, index) => [
      span,
      burns[index] === null ? null : burns[index] * (1 - OBJECTIVE) * 1.000001,
    ]),
  );
}

test.each([
  ["nothing at all", burning(0, 0, 0, 0, 0, 0, 0), []],
  ["just as fast as allowed, for three days", burning(1, 1, 1, 1, 1, 1, 1), [1]],
  ["under it", burning(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9), []],
  ["14.4× over 1 h and still", burning(14.4, 0, 14.4, 0, 0, 0, 0), [14.4]],
  ["14.4× over 1 h, over by now", burning(1, 0, 14.4, 0, 0, 0, 0), []],
  ["a spike of five minutes", burning(100, 0, 14.3, 0, 0, 0, 0), []],
  ["6× over 6 h and still", burning(0, 6, 0, 0, 6, 0, 0), [6]],
  ["3× over a day and still", burning(0, 0, 0, 3, 0, 3, 0), [3]],
  ["3× over a day, over by now", burning(0, 0, 0, 2.9, 0, 3, 0), []],
  ["everything", burning(20, 20, 20, 20, 20, 20, 20), [14.4, 6, 3, 1]],
  ["the short span unknown", burning(null, 0, 20, 0, 0, 0, 0), []],
] as const)("%s", (_name, ratios, rules) => {
  expect(firingBurns(ratios, OBJECTIVE).map(({ rule }) => rule.burn)).toEqual(rules);
});

test("without a budget any error burns endlessly, and none does not burn", () => {
  expect(burnRate(0.001, 1)).toBe(Infinity);
  expect(burnRate(0, 1)).toBe(0);
  expect(burnRate(0.002, 0.999)).toBeCloseTo(2, 9);
});

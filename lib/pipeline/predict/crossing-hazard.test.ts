import { expect, test } from "vitest";
import { crossingTime, probabilityBy } from "./crossing-hazard";

const KNOWN = [
  { atMs: 100, probability: 0.5 },
  { atMs: 200, probability: 0.75 },
];

test.each([
  [0, 0],
  [100, 0.5],
  [50, 1 - Math.SQRT1_2],
  [150, 1 - 0.5 * Math.SQRT1_2],
  [200, 0.75],
])("by %d ms: %d", (atMs, probability) => {
  expect(probabilityBy(KNOWN, atMs)).toBeCloseTo(probability);
});

test("less probability for a longer time counts as no more", () => {
  expect(probabilityBy([KNOWN[0], { atMs: 200, probability: 0.2 }], 200)).toBeCloseTo(0.5);
});

test("the crossing's time is the one by which its share is reached", () => {
  const { fromMs, medianMs, toMs } = crossingTime(KNOWN);
  expect(probabilityBy(KNOWN, fromMs)).toBeCloseTo(0.075);
  expect(probabilityBy(KNOWN, medianMs)).toBeCloseTo(0.375);
  expect(probabilityBy(KNOWN, toMs)).toBeCloseTo(0.675);
});

test("certainty has a time, too", () => {
  expect(crossingTime([{ atMs: 100, probability: 1 }]).toMs).toBeLessThan(100);
});

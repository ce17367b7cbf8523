import { expect, test } from "vitest";
import { coveredSeconds, isFresh, presentWindowMs, rateSpanMs } from "./present-window";

test.each([
  [null, 60_000],
  [1_000, 60_000],
  [24_000, 60_000],
  [30_000, 75_000],
  [60_000, 150_000],
  [900_000, 300_000],
])("an interval of %s ms makes a present of %s ms", (interval, present) => {
  expect(presentWindowMs(interval)).toBe(present);
});

test.each([
  ["unknown", null, 60_000],
  ["every window", 10_000, 60_000],
  ["faster than two windows", 15_000, 60_000],
  ["a minute, learned a little off", 59_980, 120_000],
  ["45 s", 45_000, 90_000],
  ["slower than the longest present", 600_000, 600_000],
])("a rate's span of a sender of %s is whole intervals", (_name, interval, span) => {
  expect(rateSpanMs(interval)).toBe(span);
});

test("fresh until the present window is over", () => {
  expect(isFresh(0, 10_000, 60_000)).toBe(true);
  expect(isFresh(0, 10_000, 60_001)).toBe(false);
  expect(isFresh(0, 60_000, 150_000)).toBe(true);
});

test.each([
  ["full", { firstWindowMs: 0, endMs: 60_000, spanMs: 60_000, intervalMs: 10_000 }, 60],
  [
    "began inside: three windows",
    { firstWindowMs: 30_000, endMs: 60_000, spanMs: 60_000, intervalMs: 10_000 },
    30,
  ],
  ["one window", { firstWindowMs: 50_000, endMs: 60_000, spanMs: 60_000, intervalMs: null }, 10],
  [
    "four samples of 15 s, first window empty",
    { firstWindowMs: 10_000, endMs: 60_000, spanMs: 60_000, intervalMs: 15_000 },
    60,
  ],
  ["three samples of 15 s", { firstWindowMs: 20_000, endMs: 60_000, spanMs: 60_000, intervalMs: 15_000 }, 45],
  ["one sample of 60 s", { firstWindowMs: 110_000, endMs: 120_000, spanMs: 120_000, intervalMs: 60_000 }, 60],
])("what to divide by: %s", (_name, coverage, seconds) => {
  expect(coveredSeconds(coverage)).toBe(seconds);
});

import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { errorBudget, timeToExhaustionMs } from "./error-budget";

const MONTH_MS = 30 * DAY_MS;
const budgetOf = (badRatio: number | null, coveredMs: number | null = MONTH_MS, goodRatio = 0.999) =>
  errorBudget({ badRatio, goodRatio, windowMs: MONTH_MS, coveredMs });

test.each([
  ["nothing failed", 0, MONTH_MS, 0, 43.2],
  ["half of what may", 0.0005, MONTH_MS, 0.5, 21.6],
  ["all of it", 0.001, MONTH_MS, 1, 0],
  ["more than there was", 0.0015, MONTH_MS, 1.5, 0],
  ["everything, for the first hour that there is data of", 1, HOUR_MS, 1_000 / 720, 0],
  ["twice what may, in the only three days with data", 0.002, 3 * DAY_MS, 0.2, 34.56],
  ["more data than the window is long", 0.0005, 2 * MONTH_MS, 0.5, 21.6],
])("99.9 %% over 30 d: %s", (_name, badRatio, coveredMs, spent, minutesLeft) => {
  const budget = budgetOf(badRatio, coveredMs);
  expect(budget?.allowedRatio).toBeCloseTo(0.001, 12);
  expect(budget?.spentRatio).toBeCloseTo(spent, 9);
  expect(budget?.remainingRatio).toBeCloseTo(1 - spent, 9);
  expect(budget?.outageMinutesLeft).toBeCloseTo(minutesLeft, 6);
});

test.each([
  ["the ratio is not known", null, MONTH_MS, 0.999],
  ["there never was data", 0.1, null, 0.999],
  ["nothing may fail", 0, MONTH_MS, 1],
])("no budget where %s", (_name, badRatio, coveredMs, goodRatio) => {
  expect(budgetOf(badRatio, coveredMs, goodRatio)).toBeNull();
});

/** The Workbook's own table: 30 days of budget, burnt from the start. */
test.each([
  ["burn 2", 0, 2, 15 * DAY_MS],
  ["burn 10", 0, 10, 3 * DAY_MS],
  ["burn 1,000", 0, 1_000, 43.2 * 60_000],
  ["burn 10, half of it gone", 0.0005, 10, 1.5 * DAY_MS],
  ["burn 1 lasts", 0, 1, null],
  ["no burn lasts", 0, 0, null],
  ["burn not known", 0, null, null],
  ["spent, and mended", 0.002, 0, 0],
  ["spent, burn not known", 0.0011, null, 0],
])("time to exhaustion: %s", (_name, badRatio, hourBurn, expected) => {
  const left = timeToExhaustionMs(budgetOf(badRatio), hourBurn, MONTH_MS);
  if (expected === null || expected === 0) expect(left).toBe(expected);
  else expect(left! / expected).toBeCloseTo(1, 9);
});

test("without a budget there is no time to its end", () => {
  expect(timeToExhaustionMs(null, 100, MONTH_MS)).toBeNull();
});

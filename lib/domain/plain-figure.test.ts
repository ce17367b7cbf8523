import { expect, test } from "vitest";
import {
  glanceMs,
  glancePercent,
  plainAvailability,
  plainCount,
  plainMoneyRange,
  plainMs,
  plainPercent,
  plainSpan,
  plainTime,
  plainTimes,
} from "./plain-figure";

test.each([
  [plainCount(2_412_345), "2.41 million"],
  [plainCount(1_200_000_000), "1.2 billion"],
  [plainCount(12_345.6), "12,300"],
  [plainCount(9_876.6), "9,877"],
  [plainCount(7.256), "7.26"],
  [plainPercent(0.00006), "0.006 %"],
  [plainPercent(0.5), "50 %"],
  [glancePercent(0.000873), "0.087 %"],
  [glancePercent(0.02306), "2.3 %"],
  [glancePercent(0), "0 %"],
  [plainAvailability(0.9999), "99.99 %"],
  [plainAvailability(0.99994), "99.994 %"],
  [plainAvailability(1), "100 %"],
  [plainAvailability(0.9999999999), "99.999999 %"],
  [plainAvailability(0.5), "50 %"],
  [plainMs(112.4), "112 ms"],
  [glanceMs(89.34), "89 ms"],
  [glanceMs(4.25), "4.25 ms"],
  [glanceMs(12_500), "12.5 s"],
  [glancePercent(0.0000574), "0.0057 %"],
  [glancePercent(0.6481), "65 %"],
  [glancePercent(0.997), "99.7 %"],
  [plainMs(12_500), "12.5 s"],
  [plainTimes(14.4), "14.4×"],
  [plainTimes(Infinity), "endlessly"],
  [plainSpan(30 * 86_400_000), "30 d"],
  [plainSpan(5 * 60_000), "5 min"],
  [plainTime(Date.UTC(2026, 10, 23, 9, 5)), "2026-11-23 09:05 UTC"],
])("%s", (text, expected) => {
  expect(text).toBe(expected);
});

test.each([
  [86.6, 86.6, "$86.6"],
  [1_200, 3_400, "$1,200 to $3,400"],
  [0, 3_400, "up to $3,400"],
])("money from %d to %d is %s", (low, high, words) => {
  expect(plainMoneyRange({ low, high }, "USD")).toBe(words);
});

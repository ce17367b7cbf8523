import { expect, test } from "vitest";
import {
  plainAvailability,
  plainCount,
  plainMs,
  plainErrorRatio,
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
  [plainErrorRatio(0.000873), "0.087 %"],
  [plainErrorRatio(0.02306), "2.3 %"],
  [plainErrorRatio(0), "0 %"],
  [plainAvailability(0.9999), "99.99 %"],
  [plainAvailability(0.99994), "99.994 %"],
  [plainAvailability(1), "100 %"],
  [plainAvailability(0.9999999999), "99.999999 %"],
  [plainAvailability(0.5), "50 %"],
  [plainMs(112.4), "112 ms"],
  [plainMs(12_500), "12.5 s"],
  [plainTimes(14.4), "14.4×"],
  [plainTimes(Infinity), "endlessly"],
  [plainSpan(30 * 86_400_000), "30 d"],
  [plainSpan(5 * 60_000), "5 min"],
  [plainTime(Date.UTC(2026, 10, 23, 9, 5)), "2026-11-23 09:05 UTC"],
])("%s", (text, expected) => {
  expect(text).toBe(expected);
});

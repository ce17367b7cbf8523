import { describe, expect, it } from "vitest";
import {
  formatAvailability,
  formatCount,
  formatErrorRatio,
  formatMoneyPerMinute,
  formatMs,
  formatPercent,
  formatPerSecond,
  formatScore,
  plainRange,
  plainText,
  type FormattedValue,
} from "./format-number";

const shown = (value: FormattedValue) => [plainText(value), value.exact];

describe("figures as they are read, with their exact value", () => {
  it.each([
    ["a count of nothing", formatCount(0), "0", "0"],
    ["a count under ten thousand is whole", formatCount(8_412), "8,412", "8,412"],
    ["thousands", formatCount(84_112), "84.1\u2009k", "84,112"],
    ["users", formatCount(1_214_302_113), "1.21\u2009B", "1,214,302,113"],
    ["a mean number of things", formatCount(249_999.6), "250\u2009k", "250,000"],
    ["requests", formatPerSecond(2_531_204.41), "2.53\u2009M/s", "2,531,204.41 per second"],
    ["few requests", formatPerSecond(0.257), "0.26\u2009/s", "0.257 per second"],
    ["no requests", formatPerSecond(0), "0\u2009/s", "0 per second"],
    ["requests just under a round number", formatPerSecond(999_999), "1.00\u2009M/s", "999,999 per second"],
    ["revenue", formatMoneyPerMinute(1_234.5), "74.1\u2009k/min", "74,070 per minute"],
    ["little revenue", formatMoneyPerMinute(0.5), "30\u2009/min", "30 per minute"],
    ["latency", formatMs(143.21), "143\u2009ms", "143.21 ms"],
    ["short latency", formatMs(4.256), "4.3\u2009ms", "4.256 ms"],
    ["long latency", formatMs(12_340), "12.3\u2009s", "12,340 ms"],
    ["utilisation", formatPercent(65.4), "65\u2009%", "65.4 %"],
    ["low utilisation", formatPercent(4.26), "4.3\u2009%", "4.26 %"],
    ["all but a few", formatPercent(99.96), "99.9\u2009%", "99.96 %"],
    ["all", formatPercent(100), "100\u2009%", "100 %"],
    ["idle", formatPercent(0), "0\u2009%", "0 %"],
    ["errors", formatErrorRatio(0.0004218), "0.042\u2009%", "0.04218 %"],
    ["errors in a column of others", formatErrorRatio(0.00006), "0.0060\u2009%", "0.006 %"],
    [
      "a trace of errors",
      formatErrorRatio(0.000001),
      "<\u00a00.001\u2009%".replace("\u00a0", " "),
      "0.0001 %",
    ],
    ["no errors", formatErrorRatio(0), "0\u2009%", "0 %"],
    ["only errors", formatErrorRatio(1), "100\u2009%", "100 %"],
    ["a score", formatScore(91.84), "91.8", "91.84"],
    ["a full score", formatScore(100), "100", "100"],
  ])("%s", (_name, value, text, exact) => {
    expect(shown(value)).toEqual([text, exact]);
  });
});

describe("availability", () => {
  it.each([
    [99.9912, "99.991"],
    [99.99999, "99.999"],
    [99.991, "99.991"],
    [100, "100"],
    [0, "0.000"],
  ])("of %d per cent never rounds up: %s", (percent, number) => {
    expect(formatAvailability(percent).number).toBe(number);
  });
});

describe("a range in running text", () => {
  it.each([
    ["two ends", 57.6, 58.6, "58\u2009% to 59\u2009%"],
    ["ends that read the same", 57.9, 58.2, "58\u2009%"],
  ])("%s", (_name, low, high, text) => {
    expect(plainRange(formatPercent(low), formatPercent(high))).toBe(text);
  });
});

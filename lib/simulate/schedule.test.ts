import { describe, expect, it } from "vitest";
import { nextReportMs } from "./schedule";

const INTERVAL_MS = 10_000;
const SLOT_MS = 1_800_000_000_000;

describe("nextReportMs", () => {
  it.each([
    ["the second report follows soon", 1, SLOT_MS + 4_321, 0, SLOT_MS + 6_321],
    ["then on the clock, each region at its own offset", 2, SLOT_MS + 6_321, 0, SLOT_MS + 10_500],
    ["the last region within 3 s of the step", 2, SLOT_MS + 6_321, 4, SLOT_MS + 12_500],
    ["a late timer does not shift the next", 9, SLOT_MS + 10_900, 0, SLOT_MS + 20_500],
    ["an early timer does not report twice", 9, SLOT_MS + 10_499, 0, SLOT_MS + 20_500],
  ])("%s", (_, reported, lastMs, region, expected) => {
    expect(nextReportMs(reported, lastMs, region, INTERVAL_MS)).toBe(expected);
  });
});

import { expect, test } from "vitest";
import { firstReportMs } from "./agents";

const NOW_MS = Date.UTC(2026, 10, 26, 12, 0, 42);

test.each([
  ["now, where nobody said since when", null, null, NOW_MS],
  ["where its past ends", NOW_MS - 42_000, null, NOW_MS - 42_000],
  ["now, where it was started long before", NOW_MS - 90_000, null, NOW_MS],
  ["not in the future", NOW_MS + 60_000, null, NOW_MS],
  ["now, where each server is reported by itself", NOW_MS - 42_000, 10, NOW_MS],
] as const)("a fleet begins %s", (_name, sinceMs, servers, expected) => {
  expect(firstReportMs({ sinceMs, servers }, NOW_MS)).toBe(expected);
});

import { expect, it } from "vitest";
import { QUICK_RANGES, rangeWords } from "./range-words";
import { readRange } from "./time-range";

const NOW_MS = Date.parse("2026-11-28T15:00:00Z");
const ZONE = "Europe/Berlin";

it.each([
  ["now-1h", "now", "Last hour"],
  ["now-1d/d", "now-1d/d", "Yesterday"],
  ["now-2h", "now-1h", "now-2h to now-1h"],
  ["2026-11-28T10:00Z", "2026-11-28T11:30Z", "28 Nov, 11:00 – 12:30"],
  ["2026-11-28T10:00:05Z", "2026-11-28T11:30Z", "28 Nov, 11:00:05 – 12:30:00"],
  ["2026-11-27T10:00Z", "2026-11-28T11:30Z", "27 Nov, 11:00 – 28 Nov, 12:30"],
  ["2025-11-28T10:00Z", "2026-11-28T11:30Z", "28 Nov 2025, 11:00 +01:00 – 28 Nov 2026, 12:30 +01:00"],
  ["2024-03-01T10:00Z", "2024-03-01T11:30Z", "1 Mar 2024, 11:00 – 12:30"],
  ["2026-10-25T00:30Z", "2026-10-25T01:30Z", "25 Oct, 02:30 +02:00 – 02:30 +01:00"],
])("%s to %s is called %s", (fromText, toText, words) => {
  const range = readRange(fromText, toText, { nowMs: NOW_MS, timeZone: ZONE });
  if (range.kind === "unreadable") throw new Error(range.message);
  expect(rangeWords({ fromText, toText, range }, { nowMs: NOW_MS, timeZone: ZONE })).toBe(words);
});

it("offers only ranges that can be read", () => {
  for (const { from, to } of QUICK_RANGES)
    expect(readRange(from, to, { nowMs: NOW_MS, timeZone: ZONE })).toMatchObject({ kind: "range" });
});

import { expect, it } from "vitest";
import { formatClock, formatDate, formatDateTime, formatShortClock } from "./format-time";

const EVENING_MS = Date.UTC(2026, 10, 23, 23, 5, 9);

it.each([
  ["UTC", "23:05:09", "23:05", "23 Nov 2026"],
  ["Asia/Tokyo", "08:05:09", "08:05", "24 Nov 2026"],
  ["America/New_York", "18:05:09", "18:05", "23 Nov 2026"],
])("tells the time of %s", (zone, clock, short, date) => {
  expect(formatClock(EVENING_MS, zone)).toBe(clock);
  expect(formatShortClock(EVENING_MS, zone)).toBe(short);
  expect(formatDate(EVENING_MS, zone)).toBe(date);
});

it("names day and zone in full where there is room", () => {
  expect(formatDateTime(EVENING_MS, "UTC")).toMatch(/^Mon, 23 Nov 2026.*23:05:09 UTC$/);
});

it("writes midnight as 00, not 24", () => {
  expect(formatClock(Date.UTC(2026, 0, 1), "UTC")).toBe("00:00:00");
});

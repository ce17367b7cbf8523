import { expect, test } from "vitest";
import { HOUR_MS, WINDOW_MS } from "@/lib/domain/window";
import { isDue, nextSpan } from "./read-span";
import { TEST_SETTINGS } from "./reading.fixture";

const NOW_MS = Date.UTC(2026, 10, 23, 12) + 4_000;
const WINDOW_END_MS = NOW_MS - 4_000;
const at = (windows: number) => WINDOW_END_MS + windows * WINDOW_MS;

test.each([
  ["the first read is the newest window", 0, null, 30, [-1, 0]],
  ["all is read", 0, 0, 30, null],
  ["one window is due", 0, -1, 30, [-1, 0]],
  ["many are read in parts, oldest first", 0, -50, 30, [-50, -20]],
  ["what is older than an hour is left out", 0, -1_000, 30, [-360, -330]],
  ["a window whose delay is not over is not due", 5_000, -1, 30, null],
  ["one whose delay is over is", 4_000, -1, 30, [-1, 0]],
  ["a position ahead of a clock that went back waits", 0, 3, 30, null],
] as const)("%s", (_what, delayMs, readTo, maxWindows, wanted) => {
  const span = nextSpan({ delayMs }, readTo === null ? null : at(readTo), NOW_MS, maxWindows);
  expect(span).toEqual(wanted && { fromMs: at(wanted[0]), toMs: at(wanted[1]) });
});

test.each([
  ["a window is due", { error: null, attemptedMs: NOW_MS - 1 }, true],
  ["it failed within the window", { error: "x", attemptedMs: NOW_MS - 9_000 }, false],
  ["it failed a window ago", { error: "x", attemptedMs: NOW_MS - 10_000 }, true],
  ["it failed at a time that is yet to come", { error: "x", attemptedMs: NOW_MS + HOUR_MS }, true],
] as const)("%s: due %#", (_what, state, wanted) => {
  expect(isDue({ settings: TEST_SETTINGS, readToMs: at(-1), ...state }, NOW_MS)).toBe(wanted);
});

import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { historyStep } from "./history-step";

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const pick = (spanMs: number, points: number, intervalMs: number | null = 10_000) => {
  const step = historyStep({ fromMs: NOW_MS - spanMs, toMs: NOW_MS, nowMs: NOW_MS, points, intervalMs });
  return [step.tier.name, step.stepMs];
};

test.each<[string, [number, number, (number | null)?], [string, number]]>([
  ["an hour", [HOUR_MS, 360], ["10s", 10 * SECOND_MS]],
  ["an hour in fewer points merges windows", [HOUR_MS, 300], ["10s", 20 * SECOND_MS]],
  ["a day", [DAY_MS, 300], ["5m", 5 * MINUTE_MS]],
  ["six hours reads minutes, two a point", [6 * HOUR_MS, 300], ["1m", 2 * MINUTE_MS]],
  ["what is older than a day has no 10 s left", [DAY_MS + HOUR_MS, 2_000], ["1m", MINUTE_MS]],
  ["a month", [30 * DAY_MS, 300], ["1h", 3 * HOUR_MS]],
  ["a year", [365 * DAY_MS, 500], ["1d", DAY_MS]],
  ["five years in ten points", [5 * 365 * DAY_MS, 10], ["1d", 365 * DAY_MS]],
  ["one point for a span across midnight takes the week", [DAY_MS, 1], ["1d", 7 * DAY_MS]],
  ["a sender of 15 s", [HOUR_MS, 360, 15_000], ["1m", MINUTE_MS]],
  ["a sender of 10 s learned a little off", [HOUR_MS, 360, 10_400], ["10s", 10 * SECOND_MS]],
  ["an unknown interval", [HOUR_MS, 360, null], ["10s", 10 * SECOND_MS]],
])("%s", (_name, args, expected) => {
  expect(pick(...args)).toEqual(expected);
});

test("never more points than asked for, wherever the span begins", () => {
  for (let offsetMs = 0; offsetMs < HOUR_MS; offsetMs += 7_777_00) {
    for (const points of [2, 7, 60, 300]) {
      const [fromMs, toMs] = [NOW_MS - 5 * HOUR_MS - offsetMs, NOW_MS - offsetMs];
      const { stepMs, tier } = historyStep({ fromMs, toMs, nowMs: NOW_MS, points, intervalMs: null });
      expect(Math.ceil(toMs / stepMs) - Math.floor(fromMs / stepMs)).toBeLessThanOrEqual(points);
      expect(stepMs % tier.windowMs).toBe(0);
    }
  }
});

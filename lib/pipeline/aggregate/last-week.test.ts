import { expect, test } from "vitest";
import type { MetricName } from "@/lib/domain/metric";
import type { RollupRow } from "@/lib/domain/rollup-row";
import { Histogram } from "./histogram";
import { lastWeekFigures, lastWeekWindowMs } from "./last-week";

const WINDOW_MS = Date.UTC(2026, 10, 16, 12);
const OBJECTIVE_MS = 150;
const row = (metric: MetricName, region: string, sum: number, more: Partial<RollupRow> = {}): RollupRow => ({
  ...{ metric, region, service: null, windowMs: WINDOW_MS, count: 1, sum },
  ...{ min: null, max: null, last: null, histogram: null },
  ...more,
});
const latencies = (...values: number[]) => {
  const histogram = Histogram.empty();
  for (const value of values) {
    const offset = Math.ceil(Math.log2(value) * 32) - 1;
    const exponential = { scale: 5, offset, counts: [1], zeroCount: 0 };
    histogram.addPoint({ count: 1, sum: value, explicit: null, exponential }, 1);
  }
  return histogram.encode();
};

test.each([
  ["in the middle of a window", Date.UTC(2026, 10, 23, 12, 3, 20)],
  ["at its start", Date.UTC(2026, 10, 23, 12)],
])("the window of the same time last week: %s", (_, asOfMs) => {
  expect(lastWeekWindowMs(asOfMs)).toBe(WINDOW_MS);
});

test("regions add up: rates over 300 s, users as means, satisfaction weighted, percentiles of merged histograms", () => {
  const figures = lastWeekFigures(
    [
      row("requests", "eu", 30_000),
      row("requests", "us", 60_000),
      row("errors", "eu", 30),
      row("errors", "us", 60),
      row("active_users", "eu", 300, { count: 30 }),
      row("active_users", "us", 40, { count: 2 }),
      row("satisfaction", "eu", 2.7, { count: 3 }),
      row("satisfaction", "us", 0.5, { count: 1 }),
      row("revenue", "eu", 500),
      row("latency", "eu", 0, { histogram: latencies(...Array<number>(99).fill(20)) }),
      row("latency", "us", 0, { histogram: latencies(...Array<number>(99).fill(20), 700, 700) }),
    ],
    WINDOW_MS,
    OBJECTIVE_MS,
  );
  expect(figures).toMatchObject({
    windowMs: WINDOW_MS,
    requestsPerSecond: 300,
    activeUsers: 30,
    errorRatio: 0.001,
    satisfactionScore: 80,
    revenuePerMinute: 100,
  });
  expect(figures?.latencyP99Ms).toBeCloseTo(20, 0);
  expect(figures?.performanceScore).toBeCloseTo((198 / 200) * 0.999 * 100, 3);
});

test("a region that sends no errors hides no other's failures, and what nobody sent is not known", () => {
  const rows = [row("requests", "eu", 1_000), row("requests", "us", 10), row("errors", "us", 5)];
  expect(lastWeekFigures(rows, WINDOW_MS, OBJECTIVE_MS)).toEqual({
    windowMs: WINDOW_MS,
    requestsPerSecond: 1_010 / 300,
    activeUsers: null,
    latencyP99Ms: null,
    errorRatio: 0.5,
    performanceScore: null,
    satisfactionScore: null,
    revenuePerMinute: null,
  });
  expect(lastWeekFigures([], WINDOW_MS, OBJECTIVE_MS)).toBeNull();
});

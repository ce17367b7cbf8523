import { expect, test } from "vitest";
import type { MetricName } from "@/lib/domain/metric";
import type { RollupRow, SignalRow } from "@/lib/domain/rollup-row";
import { Histogram } from "./histogram";
import { scopeFigures } from "./scope-figures";
import { lookBackMs, mergePresents, scopePresent, type ScopePresent } from "./scope-present";
import { signalsByScope } from "./scope-signals";

const AS_OF_MS = 1_800_000_000_000;

function row(
  metric: MetricName,
  agoMs: number,
  sum: number,
  count = 1,
  bytes: Uint8Array | null = null,
): RollupRow {
  return {
    metric,
    region: "eu",
    service: null,
    windowMs: AS_OF_MS - agoMs,
    count,
    sum,
    min: null,
    max: null,
    last: null,
    histogram: bytes,
  };
}
function signal(metric: MetricName, agoMs = 3_000, intervalMs: number | null = 10_000): SignalRow {
  return { metric, region: "eu", service: null, intervalMs, newestSampleMs: AS_OF_MS - agoMs, demo: false };
}
function present(rows: readonly RollupRow[], signals: readonly SignalRow[]): ScopePresent {
  const known = signalsByScope(signals, AS_OF_MS).get(JSON.stringify(["eu", null]));
  return scopePresent(rows, known ?? new Map(), AS_OF_MS);
}
const every10s = (metric: MetricName, sum: number, from = 60_000, to = 0) =>
  Array.from({ length: (from - to) / 10_000 }, (_, index) => row(metric, from - index * 10_000, sum));
const values = (...ms: number[]) => {
  const histogram = Histogram.empty();
  for (const value of ms) {
    const index = Math.ceil(Math.log2(value) * 32) - 1;
    histogram.addPoint(
      {
        count: 1,
        sum: value,
        explicit: null,
        exponential: { scale: 5, offset: index, counts: [1], zeroCount: 0 },
      },
      1,
    );
  }
  return histogram.encode();
};

test("a counter's rate is its increase over the last closed minute, nothing older", () => {
  const rows = [...every10s("requests", 500, 120_000, 60_000), ...every10s("requests", 100)];
  expect(scopeFigures(present(rows, [signal("requests")])).requestsPerSecond).toBe(10);
});

test("data that began inside the minute is divided by what it covers", () => {
  expect(
    scopeFigures(present(every10s("requests", 100, 20_000), [signal("requests")])).requestsPerSecond,
  ).toBe(10);
});

test("a sender that batches and is some seconds behind is not halved", () => {
  const rows = every10s("requests", 100, 80_000, 20_000);
  expect(scopeFigures(present(rows, [signal("requests", 21_000)])).requestsPerSecond).toBe(10);
});

test("a sender of a minute is steady, whichever window its samples fall into", () => {
  for (const shift of [0, 10_000, 50_000]) {
    const rows = [180_000, 120_000, 60_000].map((ago) => row("requests", ago + shift, 600));
    expect(scopeFigures(present(rows, [signal("requests", 60_000, 60_000)])).requestsPerSecond).toBe(10);
  }
});

test("silent for longer than the present window: null, however many rows there are", () => {
  const rows = [...every10s("requests", 100, 120_000, 60_000), ...every10s("cpu", 0.5, 120_000, 60_000)];
  const figures = scopeFigures(present(rows, [signal("requests", 61_000), signal("cpu", 61_000)]));
  expect([figures.requestsPerSecond, figures.cpuRatio]).toEqual([null, null]);
});

test("errors known to be zero are 0, errors never sent are null", () => {
  const requests = every10s("requests", 100);
  const zero = scopeFigures(
    present([...requests, ...every10s("errors", 0)], [signal("requests"), signal("errors")]),
  );
  expect([zero.errorRatio, zero.availabilityRatio, zero.throughputPerSecond]).toEqual([0, 1, 10]);
  const unknown = scopeFigures(present(requests, [signal("requests")]));
  expect([unknown.errorRatio, unknown.availabilityRatio, unknown.throughputPerSecond]).toEqual([
    null,
    null,
    null,
  ]);
});

test("no requests: nothing to take a ratio of", () => {
  const rows = [...every10s("requests", 0), ...every10s("errors", 0)];
  const figures = scopeFigures(present(rows, [signal("requests"), signal("errors")]));
  expect([figures.requestsPerSecond, figures.errorRatio]).toEqual([0, null]);
});

test("a ratio is the weighted mean, a total its newest mean", () => {
  const rows = [
    row("cpu", 20_000, 3, 10),
    row("cpu", 10_000, 1, 10),
    row("servers", 20_000, 8, 1),
    row("servers", 10_000, 18, 2),
  ];
  const figures = scopeFigures(present(rows, [signal("cpu"), signal("servers")]));
  expect([figures.cpuRatio, figures.servers]).toEqual([0.2, 9]);
});

test.each([
  [5, 0],
  [0, 0],
  [5, -1],
])("a ratio of %d to %d has no whole: null, here and not in the world's either", (sum, count) => {
  const signals = [signal("connection_utilization")];
  const without = present([row("connection_utilization", 10_000, sum, count)], signals);
  const other = present([row("connection_utilization", 10_000, 2, 10)], signals);
  expect(scopeFigures(without).connectionRatio).toBeNull();
  expect(scopeFigures(mergePresents([without, other])).connectionRatio).toBeCloseTo(0.2, 12);
});

test("percentiles are of five minutes, merged, whatever tier the rows are of", () => {
  const rows = [
    row("latency", 310_000, 1, 1, values(9_000)),
    row("latency", 240_000, 1, 1, values(100, 100)),
    row("latency", 10_000, 1, 1, values(10)),
  ];
  const figures = scopeFigures(present(rows, [signal("latency")]));
  expect(figures.latencyP99Ms).toBeGreaterThan(98);
  expect(figures.latencyP99Ms).toBeLessThan(102);
  expect([figures.latencyInterpolated, figures.latencyBounds]).toEqual([false, []]);
});

test("interpolated percentiles carry the edges between which they lie", () => {
  const histogram = Histogram.empty();
  const boundsMs = [100, 250, 500, Infinity];
  [90, 96, 98, 100].forEach((count, index) => histogram.addCumulative(boundsMs, index, count));
  const figures = scopeFigures(
    present([row("latency", 10_000, 1, 1, histogram.encode())], [signal("latency")]),
  );
  expect(figures.latencyInterpolated).toBe(true);
  expect(figures.latencyBounds).toEqual([
    { percentile: 50, lowMs: 0, highMs: 100 },
    { percentile: 95, lowMs: 100, highMs: 250 },
    { percentile: 99, lowMs: 500, highMs: null },
  ]);
});

test("the world adds counters and totals, weighs ratios and judges only parts whose errors are known", () => {
  const both = present(
    [
      ...every10s("requests", 100),
      ...every10s("errors", 10),
      row("servers", 10_000, 4),
      row("cpu", 10_000, 9, 10),
    ],
    [signal("requests"), signal("errors"), signal("servers"), signal("cpu")],
  );
  const without = present(
    [...every10s("requests", 300), row("servers", 10_000, 6), row("cpu", 10_000, 3, 30)],
    [signal("requests"), signal("servers"), signal("cpu")],
  );
  const figures = scopeFigures(mergePresents([both, without]));
  expect(figures.requestsPerSecond).toBe(40);
  expect(figures.errorRatio).toBeCloseTo(0.1, 12);
  expect(figures.throughputPerSecond).toBe(39);
  expect(figures.servers).toBe(10);
  expect(figures.cpuRatio).toBeCloseTo(0.3, 12);
  expect(figures.memoryRatio).toBeNull();
});

test("an empty world knows nothing", () => {
  const figures = scopeFigures(mergePresents([]));
  expect(Object.entries(figures).filter(([, value]) => value !== null)).toEqual([
    ["latencyInterpolated", false],
    ["latencyBounds", []],
  ]);
});

test.each([
  ["nobody", [], 0],
  ["a sender without a known interval", [null], 120_000],
  ["a fast and a slow one", [10_000, 60_000], 300_000],
  ["an interval that was measured as no whole ms: windows begin on whole ones", [60_000.3], 300_002],
] as const)("looks back far enough for %s", (_, intervals, expected) => {
  expect(lookBackMs(intervals.map((intervalMs) => ({ intervalMs })))).toBe(expected);
});

import { expect, test } from "vitest";
import { METRIC_NAMES, type MetricName } from "@/lib/domain/metric";
import { HISTORY_METRICS, type HistoryMetric } from "@/lib/domain/metric-history";
import type { PackedBlock } from "@/lib/domain/rollup-row";
import { Histogram } from "./histogram";
import { unpacked, type HistoryWindow } from "./history-merge";
import { historyPoints, historyRecipe, metricHistory, type HistorySpan } from "./metric-history";
import { BLOCK_SLOTS, emptyBlock, writeSlot } from "./rollup-block";

const STEP_MS = 20_000;
const NO_FIGURES = { min: null, max: null, last: null, p50: null, p95: null, p99: null };
const SPAN = { fromMs: 0, toMs: 3 * STEP_MS, stepMs: STEP_MS, dataEndMs: 3 * STEP_MS, beganEarlier: false };
const at = (windowMs: number, sum: number, rest: Partial<HistoryWindow> = {}): HistoryWindow => ({
  region: "eu",
  windowMs,
  count: 1,
  sum,
  min: null,
  max: null,
  ...rest,
});
function pointsOf(
  metric: HistoryMetric,
  windows: Partial<Record<MetricName, readonly HistoryWindow[]>>,
  span: HistorySpan,
) {
  const stored = Object.entries(windows).map(([name, all]) => [name, { blocks: [], windows: all }]);
  return historyPoints(metricHistory(metric, Object.fromEntries(stored), span), span);
}
const valuesOf = (points: readonly { value: number | null }[]) => points.map((point) => point.value);

test("windows merge into steps; a step without data is a gap, not a zero", () => {
  const requests = [at(0, 10), at(10_000, 30), at(40_000, 0)];
  expect(valuesOf(pointsOf("requests_per_second", { requests }, SPAN))).toEqual([2, null, 0]);
});

test("a rate is shown once its step is over", () => {
  const windows = { requests: [at(0, 600), at(20_000, 60)] };
  const during = valuesOf(pointsOf("requests", windows, { ...SPAN, dataEndMs: 30_000 }));
  const after = valuesOf(pointsOf("requests", windows, { ...SPAN, dataEndMs: 2 * STEP_MS }));
  expect([during[0], during[1], after[1]]).toEqual([600 / (STEP_MS / 1000), null, 60 / (STEP_MS / 1000)]);
});

test("the first rate after a gap is not known; a lone step between gaps stands as it is", () => {
  const span = { ...SPAN, toMs: 6 * STEP_MS, dataEndMs: 6 * STEP_MS };
  const run = { requests: [at(0, 600), at(40_000, 60), at(60_000, 600), at(80_000, 600)] };
  const rate = 600 / (STEP_MS / 1000);
  expect(valuesOf(pointsOf("requests", run, span))).toEqual([rate, null, null, rate, rate, null]);
  const withEarlier = { ...span, beganEarlier: true };
  expect(valuesOf(pointsOf("requests", run, withEarlier))[0]).toBe(rate); // nothing follows it
  const begins = { requests: [at(0, 100), at(20_000, 600)] };
  expect(valuesOf(pointsOf("requests", begins, withEarlier)).slice(0, 2)).toEqual([null, rate]);
  const goesOn = { requests: [at(-20_000, 600), ...begins.requests] };
  expect(valuesOf(pointsOf("requests", goesOn, withEarlier)).slice(0, 2)).toEqual([5, rate]);
});

test("errors not sent leave error rate and availability unknown; no requests too", () => {
  const requests = [at(0, 100), at(20_000, 100), at(40_000, 0)];
  const errors = [at(0, 25), at(40_000, 0)];
  expect(valuesOf(pointsOf("error_rate", { requests, errors }, SPAN))).toEqual([0.25, null, null]);
  expect(valuesOf(pointsOf("availability", { requests, errors }, SPAN))).toEqual([0.75, null, null]);
});

test("totals add up over regions, means and bounds are within a region", () => {
  const servers = [
    at(0, 10, { min: 9, max: 11 }),
    at(10_000, 20),
    at(0, 4, { region: "us", min: 4, max: 4 }),
  ];
  expect(pointsOf("servers", { servers }, SPAN)[0]).toMatchObject({ value: 19, min: null, max: null });
  const alone = servers.filter((window) => window.region === "eu");
  expect(pointsOf("servers", { servers: alone }, SPAN)[0]).toMatchObject({ value: 15, min: 9, max: 11 });
});

test("a ratio is weighted by its counts, never a mean of means", () => {
  const cpu = [
    at(0, 1, { count: 1, min: 1, max: 1 }),
    at(10_000, 0.9, { count: 9, min: 0.1, max: 0.1, region: "us" }),
  ];
  expect(pointsOf("cpu", { cpu }, SPAN)[0]).toMatchObject({ value: 0.19, min: 0.1, max: 1 });
});

test("a ratio without a whole is null, alone and beside a region that has one", () => {
  const without = [at(0, 5, { count: 0 }), at(20_000, 5, { count: -1 }), at(40_000, 5, { count: 0 })];
  const history = (windows: readonly HistoryWindow[]) =>
    valuesOf(pointsOf("connection_utilization", { connection_utilization: windows }, SPAN));
  expect(history(without)).toEqual([null, null, null]);
  expect(history([...without, at(0, 2, { count: 10, region: "us" })])).toEqual([0.2, null, null]);
});

test("percentiles come from merged histograms, never from averaged percentiles", () => {
  const encoded = (index: number, count: number) => {
    const histogram = Histogram.empty();
    histogram.addPoint(
      {
        count,
        sum: null,
        explicit: null,
        exponential: { scale: 5, offset: index, counts: [count], zeroCount: 0 },
      },
      1,
    );
    return histogram.encode();
  };
  // 98 values near 10 ms in one region, 2 near 1,000 ms in another
  const latency = [
    at(0, 980, { count: 98, histogram: encoded(106, 98) }),
    at(0, 2_000, { count: 2, region: "us", histogram: encoded(318, 2) }),
  ];
  const [point] = pointsOf("latency", { latency }, SPAN);
  expect(point.value).toBeCloseTo(29.8, 6);
  expect(point.p50).toBeLessThan(11);
  expect(point.p99).toBeGreaterThan(900);
  expect(pointsOf("latency_p95", { latency }, SPAN)[0].value).toBeLessThan(11);
});

test("packed blocks whose windows are the steps give what their windows give one by one", () => {
  const blocks = [0, 1].map((index): PackedBlock => {
    const payload = emptyBlock();
    for (let slot = 3 * index; slot < BLOCK_SLOTS; slot += 2)
      writeSlot(payload, slot, {
        ...{
          count: slot === 7 ? 0 : 4,
          sum: 10 + slot,
          min: slot,
          max: slot === 9 ? null : 2 * slot,
          last: 1,
        },
        ...{ p50: null, p95: 2, p99: slot + 0.5 },
      });
    return { region: "eu", tierMs: STEP_MS, blockMs: index * BLOCK_SLOTS * STEP_MS, payload };
  });
  const toMs = 2 * BLOCK_SLOTS * STEP_MS;
  const span = {
    fromMs: 4 * STEP_MS,
    toMs: toMs - 5 * STEP_MS,
    stepMs: STEP_MS,
    beganEarlier: true,
    dataEndMs: toMs,
  };
  for (const name of METRIC_NAMES) {
    const packed = metricHistory(name, { [name]: { blocks, windows: [] } }, span);
    expect(historyPoints(packed, span)).toEqual(pointsOf(name, { [name]: blocks.flatMap(unpacked) }, span));
    expect(packed.value.some((value) => !Number.isNaN(value))).toBe(true);
  }
});

test("packed blocks of several regions, or of a finer tier, merge", () => {
  const payload = emptyBlock();
  for (const slot of [0, 1]) writeSlot(payload, slot, { ...NO_FIGURES, count: 1, sum: 10 });
  const block = { region: "eu", tierMs: STEP_MS, blockMs: 0, payload };
  const value = (blocks: readonly PackedBlock[]) =>
    Array.from(metricHistory("servers", { servers: { blocks, windows: [] } }, SPAN).value.slice(0, 2));
  expect(value([block, { ...block, region: "us" }])).toEqual([20, 20]);
  expect(value([{ ...block, tierMs: STEP_MS / 2 }])).toEqual([10, NaN]);
});

test("a packed block's percentiles stand for one window only", () => {
  const latency = [
    at(0, 1, { p50: 1, p95: 2, p99: 3 }),
    at(40_000, 1, { p99: 3 }),
    at(50_000, 1, { p99: 5 }),
  ];
  expect(valuesOf(pointsOf("latency_p99", { latency }, SPAN))).toEqual([3, null, null]);
});

test("every metric that is offered has a recipe", () => {
  for (const metric of HISTORY_METRICS) {
    expect(historyRecipe(metric).needs.length).toBeGreaterThan(0);
    expect(valuesOf(pointsOf(metric, {}, SPAN))).toEqual([null, null, null]);
  }
});

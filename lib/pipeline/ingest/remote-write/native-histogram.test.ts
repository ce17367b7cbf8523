import { describe, expect, it } from "vitest";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import type { HistogramPoint } from "@/lib/domain/sample";
import { histogramPoint, type NativeHistogram } from "./native-histogram";

const CUSTOM = -53;

const native = (of: Partial<NativeHistogram>): NativeHistogram => ({
  count: of.positiveCounts?.reduce((sum, count) => sum + count, of.zeroCount ?? 0) ?? 0,
  sum: 1,
  schema: 0,
  zeroCount: 0,
  positiveSpans: [0, of.positiveCounts?.length ?? 0],
  positiveCounts: [],
  negativeTotal: 0,
  customValues: [],
  gauge: false,
  ...of,
});
const exponential = (of: Partial<NativeHistogram>) =>
  (histogramPoint(native(of)) as HistogramPoint).exponential;

describe("histogramPoint", () => {
  it.each<[string, Partial<NativeHistogram>, object]>([
    ["one run", { positiveCounts: [1, 2] }, { scale: 0, offset: -1, counts: [1, 2], zeroCount: 0 }],
    [
      "runs with a gap",
      { positiveSpans: [-3, 1, 2, 2], positiveCounts: [1, 2, 3], zeroCount: 4 },
      { scale: 0, offset: -4, counts: [1, 0, 0, 2, 3], zeroCount: 4 },
    ],
    [
      "finer buckets than are stored, merged",
      { schema: 6, positiveSpans: [1, 4], positiveCounts: [1, 2, 3, 4] },
      { scale: 5, offset: 0, counts: [3, 7], zeroCount: 0 },
    ],
    [
      "empty buckets at both ends",
      { positiveSpans: [0, 4], positiveCounts: [0, 5, 6, 0] },
      { scale: 0, offset: 0, counts: [5, 6], zeroCount: 0 },
    ],
    ["nothing at all", {}, { scale: 0, offset: 0, counts: [], zeroCount: 0 }],
    [
      "counts that are not whole",
      { positiveCounts: [0.5, 0.25] },
      { scale: 0, offset: -1, counts: [0.5, 0.25], zeroCount: 0 },
    ],
  ])("%s", (_, of, expected) => {
    expect(exponential(of)).toEqual(expected);
  });

  it("merges buckets far apart until they are few, and loses no value", () => {
    const wide = exponential({ schema: 5, positiveSpans: [-30_000, 1, 60_000, 1], positiveCounts: [3, 4] })!;
    expect(wide.counts.length).toBeLessThanOrEqual(1024);
    expect(wide.counts.reduce((sum, count) => sum + count, 0)).toBe(7);
  });

  it("puts values where their bucket is: the quantile of known values is within the bound", () => {
    const schema = 3;
    const values = Array.from({ length: 500 }, (_, i) => 0.005 * 1.01 ** i);
    const counts = new Map<number, number>();
    for (const value of values) {
      const index = Math.ceil(Math.log2(value) * 2 ** schema);
      counts.set(index, (counts.get(index) ?? 0) + 1);
    }
    const indexes = [...counts.keys()].sort((a, b) => a - b);
    const positiveSpans = indexes.flatMap((index, i) => [i === 0 ? index : index - indexes[i - 1] - 1, 1]);
    const point = histogramPoint(
      native({ schema, positiveSpans, positiveCounts: indexes.map((index) => counts.get(index)!) }),
    );
    const histogram = Histogram.empty();
    histogram.addPoint(point as HistogramPoint, 1000);
    expect(histogram.quantile(0.9)! / 1000 / values[450]).toBeCloseTo(1, 1);
  });

  it("turns custom buckets into explicit ones", () => {
    const custom = {
      schema: CUSTOM,
      customValues: [0.1, 0.5, 1],
      positiveSpans: [0, 1, 1, 2],
      positiveCounts: [1, 2, 3],
    };
    expect(histogramPoint(native(custom))).toMatchObject({
      count: 6,
      exponential: null,
      explicit: { bounds: [0.1, 0.5, 1], counts: [1, 0, 2, 3] },
    });
  });

  it("leaves values that are not numbers out", () => {
    expect(histogramPoint(native({ sum: NaN, count: 5, positiveCounts: [3] }))).toMatchObject({
      count: 3,
      sum: null,
    });
  });

  it.each<[string, Partial<NativeHistogram>, string]>([
    ["a gauge", { gauge: true }, "native-histogram-unsupported"],
    ["a schema of the future", { schema: 9 }, "native-histogram-unsupported"],
    ["a schema that is too coarse", { schema: -5 }, "native-histogram-unsupported"],
    ["negative values", { negativeTotal: 1 }, "invalid-histogram"],
    ["a count that its buckets do not have", { positiveCounts: [1], count: 2 }, "invalid-histogram"],
    ["fewer buckets than spans", { positiveSpans: [0, 2], positiveCounts: [1] }, "invalid-histogram"],
    ["more buckets than spans", { positiveSpans: [0, 1], positiveCounts: [1, 1] }, "invalid-histogram"],
    ["spans that go back", { positiveSpans: [0, 1, -1, 1], positiveCounts: [1, 1] }, "invalid-histogram"],
    ["a span of billions", { positiveSpans: [0, 4e9], positiveCounts: [1] }, "invalid-histogram"],
    ["a negative count", { positiveCounts: [2, -1], count: 1 }, "invalid-histogram"],
    ["a sum without end", { positiveCounts: [1], sum: Infinity }, "invalid-histogram"],
    ["a bucket past all numbers", { positiveSpans: [1025, 1], positiveCounts: [1] }, "invalid-histogram"],
    [
      "custom bounds that fall",
      { schema: CUSTOM, customValues: [2, 1], positiveCounts: [1] },
      "invalid-histogram",
    ],
    [
      "a bucket past the custom bounds",
      { schema: CUSTOM, customValues: [1], positiveSpans: [2, 1], positiveCounts: [1] },
      "invalid-histogram",
    ],
    [
      "zeros beside custom bounds",
      { schema: CUSTOM, customValues: [1], zeroCount: 1, positiveCounts: [1] },
      "invalid-histogram",
    ],
  ])("refuses %s", (_, of, reason) => {
    expect(histogramPoint(native(of))).toBe(reason);
  });
});

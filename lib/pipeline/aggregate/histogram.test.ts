import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Histogram } from "./histogram";
import type { HistogramPoint } from "@/lib/domain/sample";

const SECOND_MS = 1000;
const ERROR_BOUND = 0.0109;

/** What an SDK would send for these values at a scale: bucket k holds (2^(k/2^scale), 2^((k+1)/2^scale)]. */
function exponentialPoint(values: readonly number[], scale: number): HistogramPoint {
  const positive = values.filter((value) => value > 0);
  const indexes = positive.map((value) => Math.ceil(Math.log2(value) * 2 ** scale) - 1);
  const offset = indexes.length === 0 ? 0 : Math.min(...indexes);
  const counts = new Array<number>(indexes.length === 0 ? 0 : Math.max(...indexes) - offset + 1).fill(0);
  for (const index of indexes) counts[index - offset]!++;
  const zeroCount = values.length - positive.length;
  const sum = values.reduce((total, value) => total + value, 0);
  return { count: values.length, sum, exponential: { scale, offset, counts, zeroCount }, explicit: null };
}

function explicitPoint(bounds: readonly number[], counts: readonly number[]): HistogramPoint {
  const count = counts.reduce((total, one) => total + one, 0);
  return { count, sum: null, exponential: null, explicit: { bounds, counts } };
}

function histogramOf(values: readonly number[], scale: number, unitMs = 1): Histogram {
  const histogram = Histogram.empty();
  histogram.addPoint(exponentialPoint(values, scale), unitMs);
  return histogram;
}

/** The value of rank ⌈q·n⌉: what a percentile is of. */
function exactQuantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!;
}

/** A generator of its own, so that every run sees the same values. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

const next = random(7);
const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
const sample = (draw: () => number) => Array.from({ length: 20_000 }, draw);
const DISTRIBUTIONS: Record<string, number[]> = {
  uniform: sample(() => 1 + 999 * next()),
  exponential: sample(() => -50 * Math.log(next())),
  lognormal: sample(() => Math.exp(3 + normal())),
  pareto: sample(() => 5 / next() ** (1 / 1.5)),
  bimodal: sample(() => (next() < 0.9 ? 20 + 2 * normal() : 900 + 30 * normal())),
  "one value": sample(() => 143),
  "tiny and huge": sample(() => 10 ** (12 * next() - 6)),
};

describe("percentiles of exponential histograms are within 1.09 %", () => {
  const cases = Object.keys(DISTRIBUTIONS).flatMap((name) =>
    [5, 6, 8, 11].map((scale) => [name, scale] as const),
  );
  it.each(cases)("%s at scale %d", (name, scale) => {
    const values = DISTRIBUTIONS[name]!;
    const histogram = histogramOf(values, scale);
    for (const q of [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1]) {
      const exact = exactQuantile(values, q);
      expect(Math.abs(histogram.quantile(q)! - exact) / exact).toBeLessThanOrEqual(ERROR_BOUND);
    }
  });

  it("of any values, for any share", () => {
    const values = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.001, max: 1, noNaN: true }), (sent, q) => {
        const exact = exactQuantile(sent, q);
        const found = histogramOf(sent, 5).quantile(q)!;
        expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(ERROR_BOUND);
      }),
    );
  });

  it("counts zeros as zeros", () => {
    const histogram = histogramOf([0, 0, 0, 40], 5);
    expect(histogram.quantile(0.5)).toBe(0);
    expect(histogram.count).toBe(4);
    expect(Math.abs(histogram.quantile(0.99)! - 40) / 40).toBeLessThanOrEqual(ERROR_BOUND);
  });

  it("is null when empty", () => {
    expect(Histogram.empty().quantile(0.99)).toBeNull();
    expect(Histogram.empty().countAtOrBelow(10)).toBe(0);
  });
});

describe("units and scales", () => {
  it("takes seconds as ms without another rounding", () => {
    const ms = DISTRIBUTIONS.lognormal!;
    const seconds = histogramOf(ms.map((value) => value / SECOND_MS), 7, SECOND_MS); // prettier-ignore
    for (const q of [0.5, 0.95, 0.99]) {
      const exact = exactQuantile(ms, q);
      expect(Math.abs(seconds.quantile(q)! - exact) / exact).toBeLessThanOrEqual(ERROR_BOUND);
    }
    // The very boundaries of the sender: 0.125 s is the upper, inclusive bound of its bucket.
    const bound = histogramOf([0.125], 5, SECOND_MS);
    expect(bound.countAtOrBelow(125)).toBe(1);
    expect(bound.countAtOrBelow(125 / 2 ** (1 / 32))).toBeCloseTo(0, 9);
  });

  it("merges scale 8 down to 5 as if it had been sent so", () => {
    const values = [...DISTRIBUTIONS.lognormal!, ...DISTRIBUTIONS["tiny and huge"]!];
    expect(histogramOf(values, 8).encode()).toEqual(histogramOf(values, 5).encode());
  });

  it("keeps scale 3 as it is: nothing finer is known", () => {
    const histogram = histogramOf([100], 3);
    const [low, high] = [2 ** (53 / 8), 2 ** (54 / 8)];
    expect(histogram.quantile(0.5)).toBeCloseTo((2 * low * high) / (low + high), 9);
    const mixed = histogramOf([100], 3);
    mixed.merge(histogramOf([100], 5));
    expect(mixed.count).toBe(2);
    expect(mixed.quantile(1)!).toBeLessThanOrEqual(high);
    expect(mixed.quantile(0.01)!).toBeGreaterThanOrEqual(low);
  });
});

describe("classic buckets", () => {
  const bounds = [10, 50, 100];

  it("of points and of le series are the same", () => {
    const fromPoint = Histogram.empty();
    fromPoint.addPoint(explicitPoint([0.01, 0.05, 0.1], [1, 2, 3, 4]), SECOND_MS);
    const fromSeries = Histogram.empty();
    [1, 3, 6, 10].forEach((count, index) => fromSeries.addCumulative([...bounds, Infinity], index, count));
    expect(fromSeries.encode()).toEqual(fromPoint.encode());
    expect(fromPoint.count).toBe(10);
    expect(fromPoint.interpolated).toBe(true);
  });

  it("are interpolated inside the right bucket; a tail goes on for ten times the last finite bound at most", () => {
    const histogram = Histogram.empty();
    histogram.addPoint(explicitPoint(bounds, [10, 80, 9, 1]), 1);
    expect(histogram.quantile(0.05)).toBeGreaterThan(5); // rather near its bucket's upper edge, as the others lie
    expect(histogram.quantile(0.05)).toBeLessThan(10);
    expect(histogram.quantile(0.5)).toBeGreaterThan(10);
    expect(histogram.quantile(0.5)).toBeLessThan(50);
    expect(histogram.quantile(0.9)).toBeCloseTo(50, 9);
    expect(histogram.quantile(0.995)).toBeGreaterThan(100);
    expect(histogram.quantile(1)).toBe(1_000);
    expect(histogram.quantileBounds(1)).toEqual({ lowMs: 100, highMs: null });
    expect(histogram.countAtOrBelow(50)).toBeCloseTo(90, 9);
  });

  it.each<[counts: readonly number[], q: number, ms: number]>([
    [[10, 0, 0, 0], 0.5, 5],
    [[0, 7, 0, 0], 0.5, 10 * Math.sqrt(5)],
    [[0, 0, 0, 7], 0.5, 100],
  ])("of one bucket only (%j) say no more than its edges", (counts, q, ms) => {
    const histogram = Histogram.empty();
    histogram.addPoint(explicitPoint(bounds, counts), 1);
    expect(histogram.quantile(q)).toBeCloseTo(ms, 9);
  });

  it("mix with exponential ones: shares add up, and a percentile lies where it must", () => {
    const mixed = histogramOf([20, 20, 20, 20], 5);
    mixed.addPoint(explicitPoint(bounds, [0, 0, 4, 0]), 1);
    expect(mixed.count).toBe(8);
    expect(mixed.interpolated).toBe(true);
    expect(mixed.countAtOrBelow(50)).toBeCloseTo(4, 6);
    expect(Math.abs(mixed.quantile(0.25)! - 20) / 20).toBeLessThan(0.03);
    expect(mixed.quantile(0.75)!).toBeGreaterThan(50);
    expect(mixed.quantile(0.75)!).toBeLessThan(100);
  });
});

describe("merging", () => {
  const arbitrary = fc
    .tuple(fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true })), fc.constantFrom(3, 5, 8), fc.constantFrom(1, SECOND_MS))
    .map(([values, scale, unitMs]) => histogramOf(values, scale, unitMs)); // prettier-ignore
  const merged = (...parts: Histogram[]) => {
    const all = Histogram.empty();
    for (const part of parts) all.merge(part);
    return all.encode();
  };

  it("does not depend on order or grouping", () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        const ab = Histogram.decode(merged(a, b));
        const bc = Histogram.decode(merged(b, c));
        const counts = [merged(ab, c), merged(a, bc)].map((bytes) => Histogram.decode(bytes));
        expect(counts[0]!.count).toBe(a.count + b.count + c.count);
        for (const q of [0.1, 0.5, 0.99]) expect(counts[0]!.quantile(q)).toEqual(counts[1]!.quantile(q));
      }),
    );
  });

  it("of all parts is the histogram of all values", () => {
    const { lognormal, pareto } = DISTRIBUTIONS as Record<"lognormal" | "pareto", number[]>;
    expect(merged(histogramOf(lognormal, 5), histogramOf(pareto, 5))).toEqual(
      histogramOf([...lognormal, ...pareto], 5).encode(),
    );
  });

  it("of a negative delta takes back what was added, leaving other parts alone", () => {
    const late = exponentialPoint([5, 50, 500], 8);
    const histogram = histogramOf([7, 70], 5);
    const before = histogram.encode();
    histogram.addPoint(late, 1);
    histogram.addPoint(late, 1, -1);
    expect(histogram.encode()).toEqual(before);
    const classic = Histogram.empty();
    classic.addPoint(explicitPoint([1, 2], [3, 4, 5]), 1);
    classic.addPoint(explicitPoint([1, 2], [1, 1, 1]), 1, -1);
    expect([classic.count, classic.countAtOrBelow(1), classic.countAtOrBelow(2)]).toEqual([9, 2, 5]);
  });
});

describe("stored bytes", () => {
  it("give back any histogram, whole counts or not", () => {
    const count = fc.oneof(
      fc.integer({ min: -5, max: 2 ** 50 }),
      fc.double({ min: -10, max: 1e12, noNaN: true }),
    );
    const part = fc.tuple(fc.integer({ min: -4, max: 5 }), fc.constantFrom(1, SECOND_MS, 1e-6), fc.integer({ min: -40_000, max: 30_000 }), fc.array(count, { maxLength: 40 })); // prettier-ignore
    const classic = fc.tuple(fc.uniqueArray(fc.double({ min: 0.001, max: 1e5, noNaN: true }), { maxLength: 12 }), fc.array(count, { minLength: 13, maxLength: 13 })); // prettier-ignore
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), fc.array(classic, { maxLength: 2 }), (parts, layouts) => {
        const histogram = Histogram.empty();
        for (const [scale, unitMs, offset, counts] of parts)
          histogram.addPoint({ count: 0, sum: null, exponential: { scale, offset, counts, zeroCount: 0.5 }, explicit: null }, unitMs); // prettier-ignore
        for (const [bounds, counts] of layouts) {
          const boundsMs = [...bounds.sort((a, b) => a - b), Infinity];
          boundsMs.forEach((_, index) => histogram.addCumulative(boundsMs, index, counts[index]!));
        }
        const bytes = histogram.encode();
        const back = Histogram.decode(bytes);
        expect(back.encode()).toEqual(bytes);
        // Buckets that sum to nothing are left out, and the rest is summed in another order.
        expect(Math.abs(back.count - histogram.count)).toBeLessThanOrEqual(1e-9 * 2 ** 55);
        for (const q of [0.01, 0.5, 0.999])
          expect(back.quantile(q)).toEqual(Histogram.decode(bytes).quantile(q));
      }),
    );
  });

  it("are small, and refuse what is no histogram", () => {
    const bytes = histogramOf(DISTRIBUTIONS.lognormal!, 5).encode();
    expect(bytes.length).toBeLessThan(1024);
    expect(() => Histogram.decode(Buffer.from([9, 1, 2]))).toThrow(RangeError);
    expect(() => Histogram.decode(bytes.subarray(0, 40))).toThrow(RangeError);
  });
});

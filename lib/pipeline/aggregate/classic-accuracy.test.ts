import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Histogram } from "./histogram";
import { drawSorted, exactQuantile, LATENCY_DRAWS } from "@/lib/testing/latency-draws";

/** Prometheus' defaults, in ms. */
const BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, Infinity];
const VALUES = 200_000;
const PROMISED = 0.05;
const QUANTILES = [0.5, 0.95, 0.99];

function classic(counts: readonly number[]): Histogram {
  const histogram = Histogram.empty();
  let upTo = 0;
  counts.forEach((count, index) => histogram.addCumulative(BOUNDS_MS, index, (upTo += count)));
  return histogram;
}

function bucketed(values: Float64Array): Histogram {
  const counts = BOUNDS_MS.map(() => 0);
  for (const value of values) counts[BOUNDS_MS.findIndex((bound) => value <= bound)]!++;
  return classic(counts);
}

describe("percentiles of twelve classic buckets are within 5 % of the truth", () => {
  const cases = Object.keys(LATENCY_DRAWS).flatMap((name) => [1, 2, 3].map((seed) => [name, seed] as const));
  it.each(cases)("%s (seed %d)", (name, seed) => {
    const values = drawSorted(LATENCY_DRAWS[name]!, VALUES, seed);
    const histogram = bucketed(values);
    for (const q of QUANTILES) {
      const exact = exactQuantile(values, q);
      expect(Math.abs(histogram.quantile(q)! - exact) / exact, `p${q * 100}`).toBeLessThanOrEqual(PROMISED);
    }
  });
});

describe("of any counts", () => {
  const anyCounts = fc.array(fc.oneof(fc.constant(0), fc.nat(20), fc.nat(10_000_000)), {
    minLength: BOUNDS_MS.length,
    maxLength: BOUNDS_MS.length,
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it("a percentile lies in the bucket that holds its rank, whose edges are its bounds", () => {
    fc.assert(
      fc.property(anyCounts, share, (counts, q) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(total > 0);
        const histogram = classic(counts);
        let seen = 0;
        const index = counts.findIndex((count) => count > 0 && (seen += count) >= q * total);
        const bounds = histogram.quantileBounds(q)!;
        expect(bounds.lowMs).toBe(BOUNDS_MS[index - 1] ?? 0);
        expect(bounds.highMs ?? Infinity).toBe(BOUNDS_MS[index]);
        const found = histogram.quantile(q)!;
        expect(found).toBeGreaterThanOrEqual(bounds.lowMs);
        expect(found).toBeLessThanOrEqual(bounds.highMs ?? 10 * bounds.lowMs);
      }),
    );
  });

  it("a greater share has no smaller percentile, and the buckets' own counts stand", () => {
    fc.assert(
      fc.property(anyCounts, share, share, (counts, a, b) => {
        fc.pre(counts.some((count) => count > 0));
        const histogram = classic(counts);
        const [low, high] = [histogram.quantile(Math.min(a, b))!, histogram.quantile(Math.max(a, b))!];
        expect(high).toBeGreaterThanOrEqual(low * (1 - 1e-9));
        let upTo = 0;
        counts.slice(0, -1).forEach((count, index) => {
          upTo += count;
          expect(histogram.countAtOrBelow(BOUNDS_MS[index]!)).toBeCloseTo(upTo, 3);
        });
      }),
    );
  });

  it("merging keeps every count, whatever was asked between", () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const merged = classic(a);
        merged.quantile(0.99);
        merged.merge(classic(b));
        const whole = classic(a.map((count, index) => count + b[index]!));
        expect(merged.encode()).toEqual(whole.encode());
        expect(merged.quantile(0.99)).toBe(whole.quantile(0.99));
      }),
    );
  });

  it("a mixture with exponential buckets keeps its bounds around the percentile", () => {
    fc.assert(
      fc.property(
        anyCounts,
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 }),
        share,
        (counts, indexes, q) => {
          // prettier-ignore
          const mixed = classic(counts);
          for (const index of indexes)
          mixed.addPoint({ count: 1, sum: null, explicit: null, exponential: { scale: 5, offset: index, counts: [1], zeroCount: 0 } }, 1); // prettier-ignore
          fc.pre(mixed.count > 0);
          const found = mixed.quantile(q)!;
          const { lowMs, highMs } = mixed.quantileBounds(q)!;
          expect(found).toBeGreaterThanOrEqual(lowMs * (1 - 1e-9));
          expect(found).toBeLessThanOrEqual((highMs ?? 100_000) * (1 + 1e-9));
        },
      ),
    );
  });
});

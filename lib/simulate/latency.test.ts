import { describe, expect, it } from "vitest";
import { bucketUpperBound } from "./exponential-buckets";
import {
  addRequests,
  latencyCdf,
  LATENCY_FIRST_BUCKET,
  LATENCY_SCALE,
  noLatency,
  normalCdf,
} from "./latency";
import { unitHash } from "./noise";

const SHAPE = { medianMs: 20, spread: 0.45, slowShare: 0.025, slowMedianMs: 70, slowSpread: 0.3 };

describe("normalCdf", () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447461],
    [-1.96, 0.0249978952],
    [3, 0.998650102],
  ])("at %f is %f", (z, expected) => expect(normalCdf(z)).toBeCloseTo(expected, 6));
});

describe("addRequests", () => {
  it.each([1, 7, 9_600, 600_000])(
    "draws exactly %i requests, none negative, nothing lost from before",
    (requests) => {
      const before = addRequests(noLatency(), SHAPE, 100, 0.5);
      const after = addRequests(before, SHAPE, requests, 0.3);
      expect(after.count).toBe(100 + requests);
      expect(after.counts.reduce((sum, count) => sum + count, 0)).toBe(100 + requests);
      expect(after.counts.every((count, i) => count >= before.counts[i])).toBe(true);
      expect(before.counts.reduce((sum, count) => sum + count, 0)).toBe(100);
    },
  );

  it("counts what is slower than the slowest bucket in it", () => {
    const totals = addRequests(noLatency(), { ...SHAPE, medianMs: 60_000 }, 1_000, 0.5);
    expect(totals.counts.reduce((sum, count) => sum + count, 0)).toBe(1_000);
  });

  it("follows the distribution to its tails over many small steps", () => {
    const steps = 2_000;
    const perStep = 500;
    let totals = noLatency();
    for (let i = 0; i < steps; i++) totals = addRequests(totals, SHAPE, perStep, unitHash(1, i));
    let reached = 0;
    for (let i = 0; i < totals.counts.length; i++) {
      reached += totals.counts[i];
      const logMs = Math.log(1_000 * bucketUpperBound(LATENCY_FIRST_BUCKET + i, LATENCY_SCALE));
      expect(Math.abs(reached / totals.count - latencyCdf(SHAPE, logMs))).toBeLessThan(1e-4);
    }
    const slowest = totals.counts.findLastIndex((count) => count > 0) + LATENCY_FIRST_BUCKET;
    expect(1_000 * bucketUpperBound(slowest, LATENCY_SCALE)).toBeGreaterThan(150);
  });

  it("has the distribution's mean", () => {
    const totals = addRequests(noLatency(), SHAPE, 1_000_000, 0.5);
    const mean = (median: number, spread: number) => median * Math.exp(spread ** 2 / 2);
    const expectedMs = 0.975 * mean(20, 0.45) + 0.025 * mean(70, 0.3);
    expect((1_000 * totals.sumSeconds) / totals.count / expectedMs).toBeCloseTo(1, 2);
  });
});

import { bucketIndex, bucketUpperBound } from "./exponential-buckets";

/** Times of requests: most of them log-normal about one median, a share of them about a slower one. */
export interface LatencyShape {
  readonly medianMs: number;
  /** Standard deviation of ln(time). */
  readonly spread: number;
  readonly slowShare: number;
  readonly slowMedianMs: number;
  readonly slowSpread: number;
}

/** Cumulative histogram in seconds; counts[i] belongs to the bucket LATENCY_FIRST_BUCKET + i. */
export interface LatencyTotals {
  readonly count: number;
  readonly sumSeconds: number;
  readonly counts: Float64Array;
}

/** Buckets grow by 2^(1/32) = 2.2 %. */
export const LATENCY_SCALE = 5;
/** Faster and slower requests than these fall into the first and the last bucket (a server's own time limit). */
const FASTEST_SECONDS = 0.0005;
const SLOWEST_SECONDS = 8;
const MS_PER_SECOND = 1_000;

export const LATENCY_FIRST_BUCKET = bucketIndex(FASTEST_SECONDS, LATENCY_SCALE);
const BUCKET_COUNT = bucketIndex(SLOWEST_SECONDS, LATENCY_SCALE) - LATENCY_FIRST_BUCKET + 1;
const UPPER_SECONDS = Float64Array.from({ length: BUCKET_COUNT }, (_, i) =>
  bucketUpperBound(LATENCY_FIRST_BUCKET + i, LATENCY_SCALE),
);
const LOG_UPPER_MS = UPPER_SECONDS.map((seconds) => Math.log(seconds * MS_PER_SECOND));
/** What a request in a bucket adds to the sum: the bucket's geometric middle. */
const MIDDLE_SECONDS = UPPER_SECONDS.map((seconds) => seconds / 2 ** (0.5 / 2 ** LATENCY_SCALE));

/** Normal distribution function, absolute error below 7.5e-8 (Abramowitz and Stegun 26.2.17). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = 0.3989422804014327 * Math.exp((-z * z) / 2) * series;
  return z >= 0 ? 1 - upper : upper;
}

/** Share of requests that take at most e^logMs ms. */
export function latencyCdf(shape: LatencyShape, logMs: number): number {
  const usual = normalCdf((logMs - Math.log(shape.medianMs)) / shape.spread);
  const slow = normalCdf((logMs - Math.log(shape.slowMedianMs)) / shape.slowSpread);
  return usual + (slow - usual) * shape.slowShare;
}

export function noLatency(): LatencyTotals {
  return { count: 0, sumSeconds: 0, counts: new Float64Array(BUCKET_COUNT) };
}

/**
 * Adds `requests` (a whole number) of the shape to the totals. Systematic sampling: the j-th request sits at the quantile
 * (j - unit) ÷ requests, so the counts add up exactly and the tails, of which there may be less than one request in a
 * bucket and a step, are hit in turn as `unit` in [0, 1) changes.
 */
export function addRequests(
  totals: LatencyTotals,
  shape: LatencyShape,
  requests: number,
  unit: number,
): LatencyTotals {
  if (requests === 0) return totals;
  const counts = totals.counts.slice();
  let sumSeconds = totals.sumSeconds;
  let reached = 0;
  const last = counts.length - 1;
  for (let i = 0; i <= last; i++) {
    const atMost = i === last ? requests : Math.floor(requests * latencyCdf(shape, LOG_UPPER_MS[i]) + unit);
    const added = Math.min(requests, Math.max(0, atMost - reached));
    if (added === 0) continue;
    counts[i] += added;
    sumSeconds += added * MIDDLE_SECONDS[i];
    reached += added;
  }
  return { count: totals.count + requests, sumSeconds, counts };
}

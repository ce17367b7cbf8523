import type { ClassicComponent, ExponentialComponent, HistogramComponents } from "./histogram-components";

/** `count` values lie in (lowMs, highMs]; low = high = 0 for zeros. */
interface Bucket {
  readonly lowMs: number;
  readonly highMs: number;
  readonly count: number;
  readonly exponential: boolean;
}

const BISECTIONS = 60;

/** The q-quantile in ms; null when there is nothing. `highMs` may be Infinity: then the answer is the last finite bound. */
export function quantileOf(parts: HistogramComponents, q: number): number | null {
  const buckets = bucketsOf(parts);
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  if (total <= 0) return null;
  const rank = Math.min(Math.max(q, 0), 1) * total;
  return hasOverlap(parts) ? bisect(buckets, rank) : walk(buckets, rank);
}

/** Share of values ≤ `ms`, 0 when there is nothing. */
export function shareAtOrBelow(parts: HistogramComponents, ms: number): number {
  const buckets = bucketsOf(parts);
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return total <= 0 ? 0 : countBelow(buckets, ms) / total;
}

/** Buckets of several components overlap each other; those of one do not. */
function hasOverlap(parts: HistogramComponents): boolean {
  return parts.exponential.size + parts.classic.size > 1;
}

function bucketsOf(parts: HistogramComponents): Bucket[] {
  const buckets: Bucket[] = [];
  if (parts.zeroCount > 0) buckets.push({ lowMs: 0, highMs: 0, count: parts.zeroCount, exponential: true });
  for (const part of parts.exponential.values()) exponentialBuckets(part, buckets);
  for (const part of parts.classic.values()) classicBuckets(part, buckets);
  return buckets;
}

function exponentialBuckets(part: ExponentialComponent, into: Bucket[]): void {
  const perOctave = 2 ** part.scale;
  const indexes = [...part.buckets.keys()].sort((a, b) => a - b);
  for (const index of indexes) {
    const count = part.buckets.get(index)!;
    if (count <= 0) continue; // a correction that has not met its counterpart yet
    const lowMs = 2 ** (index / perOctave) * part.unitMs;
    const highMs = 2 ** ((index + 1) / perOctave) * part.unitMs;
    into.push({ lowMs, highMs, count, exponential: true });
  }
}

function classicBuckets(part: ClassicComponent, into: Bucket[]): void {
  let below = 0;
  let lowMs = 0;
  part.boundsMs.forEach((highMs, index) => {
    const cumulative = Math.max(below, part.cumulative[index]!);
    if (cumulative > below) into.push({ lowMs, highMs, count: cumulative - below, exponential: false });
    below = cumulative;
    lowMs = highMs;
  });
}

function walk(buckets: readonly Bucket[], rank: number): number {
  let seen = 0;
  for (const bucket of buckets) {
    if (seen + bucket.count >= rank) return inside(bucket, (rank - seen) / bucket.count);
    seen += bucket.count;
  }
  return inside(buckets[buckets.length - 1]!, 1);
}

/**
 * Where in a bucket the share lies. Exponential buckets answer their harmonic middle, which bounds the relative error by
 * (γ−1)/(γ+1) = 1.09 % at γ = 2^(1/32) (DDSketch, Masson et al. 2019); classic ones are interpolated on a log scale.
 */
function inside(bucket: Bucket, share: number): number {
  const { lowMs, highMs } = bucket;
  if (bucket.exponential) return highMs === 0 ? 0 : (2 * lowMs * highMs) / (lowMs + highMs);
  if (highMs === Infinity) return lowMs;
  if (lowMs <= 0) return highMs * share;
  return lowMs * (highMs / lowMs) ** share;
}

function bisect(buckets: readonly Bucket[], rank: number): number {
  const finite = buckets.map((bucket) => (bucket.highMs === Infinity ? bucket.lowMs : bucket.highMs));
  let low = 0;
  let high = Math.max(...finite);
  for (let step = 0; step < BISECTIONS && high - low > high * Number.EPSILON; step++) {
    const middle = (low + high) / 2;
    if (countBelow(buckets, middle) >= rank) high = middle;
    else low = middle;
  }
  return high;
}

function countBelow(buckets: readonly Bucket[], ms: number): number {
  return buckets.reduce((sum, bucket) => sum + bucket.count * shareBelow(bucket, ms), 0);
}

function shareBelow({ lowMs, highMs }: Bucket, ms: number): number {
  if (ms >= highMs) return 1;
  if (ms <= lowMs || highMs === Infinity) return 0;
  return lowMs <= 0 ? ms / highMs : Math.log(ms / lowMs) / Math.log(highMs / lowMs);
}

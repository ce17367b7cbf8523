import type { Distribution } from "./bucket-shares";
import { classicDistribution } from "./classic-distribution";
import type { ClassicComponent, ExponentialComponent, HistogramComponents } from "./histogram-components";

/** `count` values lie in (lowMs, highMs]; low = high = 0 for zeros. The last classic bucket has no upper bound. */
interface Bucket {
  readonly lowMs: number;
  readonly highMs: number;
  readonly count: number;
  readonly exponential: boolean;
  /** How a classic bucket's values spread inside it; null: evenly over ln of ms (from 0: over ms). */
  readonly spread: Distribution | null;
}

/** The edges between which a quantile lies for certain; `highMs` is null above the last finite one. */
export interface QuantileBounds {
  readonly lowMs: number;
  readonly highMs: number | null;
}

const BISECTIONS = 60;
/** A tail is not followed further than this beyond the last finite bound. */
const FURTHEST_TAIL = 10;
/** Where a search below the lowest positive bound begins, as a share of it. */
const LEAST_OF_FIRST = 1e-4;

/** What a histogram says of its values, worked out once for all questions. */
export class HistogramReading {
  private readonly buckets: readonly Bucket[];
  private readonly total: number;
  /** Buckets of several components overlap each other; those of one do not. */
  private readonly overlap: boolean;

  constructor(parts: HistogramComponents) {
    this.buckets = bucketsOf(parts);
    this.total = this.buckets.reduce((sum, bucket) => sum + bucket.count, 0);
    this.overlap = parts.exponential.size + parts.classic.size > 1;
  }

  /** The q-quantile in ms; null when there is nothing. */
  quantile(q: number): number | null {
    if (this.total <= 0) return null;
    const rank = this.rankOf(q);
    return this.overlap ? bisect(this.buckets, rank) : walk(this.buckets, rank);
  }

  /** Between which edges the q-quantile lies, however values spread inside their buckets. */
  bounds(q: number): QuantileBounds | null {
    if (this.total <= 0) return null;
    const edge = (of: (bucket: Bucket) => number) => {
      let left = this.rankOf(q);
      const sorted = [...this.buckets].sort((a, b) => of(a) - of(b));
      return of(sorted.find((bucket) => (left -= bucket.count) <= 0) ?? sorted[sorted.length - 1]!);
    };
    const highMs = edge((bucket) => bucket.highMs);
    return { lowMs: edge((bucket) => bucket.lowMs), highMs: highMs === Infinity ? null : highMs };
  }

  /** Share of values ≤ `ms`, 0 when there is nothing. */
  shareAtOrBelow(ms: number): number {
    return this.total <= 0 ? 0 : countBelow(this.buckets, ms) / this.total;
  }

  private rankOf(q: number): number {
    return Math.min(Math.max(q, 0), 1) * this.total;
  }
}

function bucketsOf(parts: HistogramComponents): Bucket[] {
  const buckets: Bucket[] = [];
  if (parts.zeroCount > 0)
    buckets.push({ lowMs: 0, highMs: 0, count: parts.zeroCount, exponential: true, spread: null });
  for (const part of parts.exponential.values()) exponentialBuckets(part, buckets);
  for (const part of parts.classic.values()) buckets.push(...classicBuckets(part));
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
    into.push({ lowMs, highMs, count, exponential: true, spread: null });
  }
}

function classicBuckets({ boundsMs, cumulative }: ClassicComponent): Bucket[] {
  let below = 0;
  const counts = cumulative.map((upTo) => {
    const count = Math.max(0, upTo - below);
    below += count;
    return count;
  });
  if (below <= 0) return [];
  const spread = spreadOf(boundsMs, counts, below);
  return counts.flatMap((count, index) =>
    count > 0
      ? [{ lowMs: boundsMs[index - 1] ?? 0, highMs: boundsMs[index]!, count, exponential: false, spread }]
      : [],
  );
}

function spreadOf(
  boundsMs: readonly number[],
  counts: readonly number[],
  total: number,
): Distribution | null {
  const first = boundsMs.findIndex((bound) => bound > 0);
  const edges = boundsMs.slice(first).filter((bound) => bound !== Infinity);
  const atZero = counts.slice(0, first).reduce((sum, count) => sum + count, 0); // bounds of 0 or less
  const shares = counts.slice(first).map((count) => count / (total - atZero));
  if (first < 0 || shares.length !== edges.length + 1 || !(total > atZero)) return null;
  return classicDistribution({ logEdges: edges.map(Math.log), shares, count: total - atZero });
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
 * (γ−1)/(γ+1) = 1.09 % at γ = 2^(1/32) (DDSketch, Masson et al. 2019); classic ones follow the law of their histogram.
 */
function inside(bucket: Bucket, share: number): number {
  const { lowMs, highMs } = bucket;
  if (bucket.exponential) return highMs === 0 ? 0 : (2 * lowMs * highMs) / (lowMs + highMs);
  if (share >= 1 && highMs !== Infinity) return highMs;
  if (bucket.spread) return searchInside(bucket, share);
  if (highMs === Infinity) return lowMs;
  if (lowMs <= 0) return highMs * share;
  return lowMs * (highMs / lowMs) ** share;
}

function searchInside(bucket: Bucket, share: number): number {
  let low = bucket.lowMs > 0 ? bucket.lowMs : bucket.highMs * LEAST_OF_FIRST;
  let high = bucket.highMs === Infinity ? bucket.lowMs * FURTHEST_TAIL : bucket.highMs;
  for (let step = 0; step < BISECTIONS && high / low > 1 + Number.EPSILON; step++) {
    const middle = Math.sqrt(low * high);
    if (shareBelow(bucket, middle) >= share) high = middle;
    else low = middle;
  }
  return high;
}

function bisect(buckets: readonly Bucket[], rank: number): number {
  const furthest = buckets.map(({ lowMs, highMs, spread }) =>
    highMs < Infinity ? highMs : spread ? lowMs * FURTHEST_TAIL : lowMs,
  );
  let low = Math.min(...buckets.map(({ lowMs }) => lowMs));
  let high = Math.max(...furthest);
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

/** Share of a bucket's own values at or below. */
function shareBelow({ lowMs, highMs, spread }: Bucket, ms: number): number {
  if (ms >= highMs) return 1;
  if (ms <= lowMs) return 0;
  if (spread) {
    const below = lowMs > 0 ? spread.shareBelow(lowMs) : 0;
    const upTo = highMs === Infinity ? 1 : spread.shareBelow(highMs);
    if (upTo > below) return Math.min(1, Math.max(0, (spread.shareBelow(ms) - below) / (upTo - below)));
  }
  if (highMs === Infinity) return 0;
  return lowMs <= 0 ? ms / highMs : Math.log(ms / lowMs) / Math.log(highMs / lowMs);
}

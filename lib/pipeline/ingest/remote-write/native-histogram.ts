import type { ExplicitBuckets, ExponentialBuckets, HistogramPoint } from "@/lib/domain/sample";

/** The parts of a Histogram message of prometheus/prompb, whose counts are whole numbers or not. */
export interface NativeHistogram {
  count: number;
  sum: number;
  schema: number;
  zeroCount: number;
  /** offset, length, offset, length, … */
  readonly positiveSpans: number[];
  /** Absolute, by bucket of the spans. */
  readonly positiveCounts: number[];
  negativeTotal: number;
  readonly customValues: number[];
  /** Gauge histograms hold a present distribution, not one that grows. */
  gauge: boolean;
}

export type NativeHistogramRefusal = "invalid-histogram" | "native-histogram-unsupported";

const CUSTOM_BUCKETS = -53;
const MIN_SCHEMA = -4;
const MAX_SCHEMA = 8;
/** What is stored; finer buckets are merged down to it exactly. */
const STORED_SCALE = 5;
/** Buckets from the first to the last, empty ones between them included: two far apart must not cost a megabyte. */
const MAX_EXTENT = 1024;
/** Binary exponents just outside the doubles. */
const MIN_EXPONENT = -1075;
const MAX_EXPONENT = 1024;
/** Counts that are not whole numbers are sums of sums. */
const FLOAT_TOLERANCE = 1e-9;
const PAIR = 2;

/**
 * A native histogram as a point that can be folded, or why it cannot. Its bucket i covers (2^((i-1)/2^schema),
 * 2^(i/2^schema)] (prometheus/client_model, metrics.proto), or what its custom values bound.
 */
export function histogramPoint(native: NativeHistogram): HistogramPoint | NativeHistogramRefusal {
  const { schema, gauge } = native;
  const custom = schema === CUSTOM_BUCKETS;
  if (gauge || (!custom && (schema < MIN_SCHEMA || schema > MAX_SCHEMA)))
    return "native-histogram-unsupported";
  if (native.negativeTotal !== 0 || !areCounts(native)) return "invalid-histogram";
  const indexes = bucketIndexes(native.positiveSpans, native.positiveCounts.length);
  if (indexes === null) return "invalid-histogram";
  const total = native.positiveCounts.reduce((sum, count) => sum + count, native.zeroCount);
  // Values that are not numbers make the sum NaN and are in no bucket.
  const count = Number.isNaN(native.sum) && native.count >= total ? total : native.count;
  if (Math.abs(count - total) > count * FLOAT_TOLERANCE) return "invalid-histogram";
  const sum = Number.isNaN(native.sum) ? null : native.sum;
  if (sum !== null && !Number.isFinite(sum)) return "invalid-histogram";
  if (custom) {
    const explicit = native.zeroCount === 0 ? explicitBuckets(native, indexes) : null;
    return explicit ? { count, sum, exponential: null, explicit } : "invalid-histogram";
  }
  const exponential = exponentialBuckets(native, indexes);
  return exponential ? { count, sum, exponential, explicit: null } : "invalid-histogram";
}

function areCounts({ count, zeroCount, positiveCounts }: NativeHistogram): boolean {
  const isCount = (value: number) => Number.isFinite(value) && value >= 0;
  return isCount(count) && isCount(zeroCount) && positiveCounts.every(isCount);
}

/** The index of each count; null where spans overlap or hold another number of buckets. */
function bucketIndexes(spans: readonly number[], length: number): number[] | null {
  const indexes: number[] = [];
  let index = 0;
  for (let at = 0; at < spans.length; at += PAIR) {
    if (at > 0 && spans[at] < 0) return null;
    index += spans[at];
    if (spans[at + 1] > length - indexes.length) return null;
    for (let i = 0; i < spans[at + 1]; i++) indexes.push(index++);
  }
  return indexes.length === length ? indexes : null;
}

function explicitBuckets(
  { customValues: bounds, positiveCounts }: NativeHistogram,
  indexes: readonly number[],
): ExplicitBuckets | null {
  if (!bounds.every((bound, i) => Number.isFinite(bound) && (i === 0 || bounds[i - 1] < bound))) return null;
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const [at, index] of indexes.entries()) {
    if (index < 0 || index > bounds.length) return null;
    counts[index] = positiveCounts[at];
  }
  return { bounds: [...bounds], counts };
}

function exponentialBuckets(
  { schema, zeroCount, positiveCounts }: NativeHistogram,
  indexes: readonly number[],
): ExponentialBuckets | null {
  const first = positiveCounts.findIndex((count) => count > 0);
  if (first < 0) return { scale: Math.min(schema, STORED_SCALE), offset: 0, counts: [], zeroCount };
  const last = positiveCounts.findLastIndex((count) => count > 0);
  // Theirs are numbered by their upper bounds, ours by their lower ones.
  const lowest = indexes[first] - 1;
  const highest = indexes[last] - 1;
  if (lowest < MIN_EXPONENT * 2 ** schema || highest >= MAX_EXPONENT * 2 ** schema) return null;
  let shrink = 2 ** Math.max(0, schema - STORED_SCALE);
  let scale = Math.min(schema, STORED_SCALE);
  const at = (index: number) => Math.floor(index / shrink);
  while (at(highest) - at(lowest) >= MAX_EXTENT) {
    shrink *= 2;
    scale--;
  }
  const offset = at(lowest);
  const counts = new Array<number>(at(highest) - offset + 1).fill(0);
  for (let i = first; i <= last; i++) {
    if (positiveCounts[i] > 0) counts[at(indexes[i] - 1) - offset] += positiveCounts[i];
  }
  return { scale, offset, counts, zeroCount };
}

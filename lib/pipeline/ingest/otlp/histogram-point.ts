import type { ExplicitBuckets, ExponentialBuckets, HistogramPoint } from "@/lib/domain/sample";
import {
  countField,
  field,
  integerField,
  listField,
  type Message,
  messageField,
  toCount,
  toDouble,
} from "./message-fields";

/** Scales that the exponential histogram of the metrics SDK specification allows. */
const MIN_SCALE = -10;
const MAX_SCALE = 20;
/** Binary exponents just outside the doubles (the smallest is 2^-1074, and upper bounds are inclusive). */
const MIN_EXPONENT = -1075;
const MAX_EXPONENT = 1024;

/** A HistogramDataPoint; null where it contradicts itself. */
export function explicitHistogram(point: Message): HistogramPoint | null {
  const count = countField(point, "count");
  const sum = sumOf(point);
  const counts = countsOf(point);
  const bounds = listField(point, "explicitBounds").map((bound) => toDouble(bound, "explicitBounds"));
  // The protocol lets a sender leave the buckets out altogether.
  if (counts.length === 0 && bounds.length === 0)
    return validated({ count, sum, exponential: null, explicit: null });
  const explicit: ExplicitBuckets = { bounds, counts };
  if (counts.length !== bounds.length + 1 || !isAscending(bounds) || total(counts) !== count) return null;
  return validated({ count, sum, exponential: null, explicit });
}

/** An ExponentialHistogramDataPoint; null where it contradicts itself or holds negative values. */
export function exponentialHistogram(point: Message): HistogramPoint | null {
  const count = countField(point, "count");
  const sum = sumOf(point);
  const scale = integerField(point, "scale");
  const zeroCount = countField(point, "zeroCount");
  const positive = messageField(point, "positive");
  const negative = messageField(point, "negative");
  const counts = positive === null ? [] : countsOf(positive);
  const offset = positive === null ? 0 : integerField(positive, "offset");
  const negativeTotal = negative === null ? 0 : total(countsOf(negative));
  const exponential: ExponentialBuckets = { scale, offset, counts, zeroCount };
  if (scale < MIN_SCALE || scale > MAX_SCALE || negativeTotal > 0) return null;
  if (total(counts) + zeroCount !== count || !isWithinDoubles(exponential)) return null;
  return validated({ count, sum, exponential, explicit: null });
}

function validated(point: HistogramPoint): HistogramPoint | null {
  return point.sum === null || Number.isFinite(point.sum) ? point : null;
}

function sumOf(point: Message): number | null {
  const sum = field(point, "sum");
  return sum === undefined ? null : toDouble(sum, "sum");
}

function countsOf(message: Message): number[] {
  return listField(message, "bucketCounts").map((count) => toCount(count, "bucketCounts"));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function isAscending(bounds: readonly number[]): boolean {
  return bounds.every((bound, i) => Number.isFinite(bound) && (i === 0 || bounds[i - 1] < bound));
}

/** Whether every bucket covers doubles, so that nothing later computes with a bound of 0 or Infinity. */
function isWithinDoubles({ scale, offset, counts }: ExponentialBuckets): boolean {
  if (counts.length === 0) return true;
  const bucketsPerDoubling = 2 ** scale;
  // At negative scales one bucket spans several doublings, and the outermost may reach past the range.
  return (
    offset >= Math.floor(MIN_EXPONENT * bucketsPerDoubling) &&
    offset + counts.length <= Math.ceil(MAX_EXPONENT * bucketsPerDoubling)
  );
}

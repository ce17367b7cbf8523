/**
 * Base-2 exponential buckets as OpenTelemetry defines them (metrics data model, "ExponentialHistogram"): at `scale` s
 * bucket i covers (base^i, base^(i+1)] with base = 2^(2^-s).
 */
export function bucketUpperBound(index: number, scale: number): number {
  return 2 ** ((index + 1) / 2 ** scale);
}

/** Index of the bucket that holds `value` > 0, exact at the bounds as bucketUpperBound computes them. */
export function bucketIndex(value: number, scale: number): number {
  let index = Math.ceil(Math.log2(value) * 2 ** scale) - 1;
  // The logarithm may be off by a rounding error next to a bound: the bounds decide.
  while (value > bucketUpperBound(index, scale)) index++;
  while (value <= bucketUpperBound(index - 1, scale)) index--;
  return index;
}

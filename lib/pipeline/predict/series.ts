/** Samples at equal distance; NaN is a gap. */
export interface RegularSeries {
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
}

/** What a metric cannot leave: a ratio 0 and 1, a count 0 alone; null is without a bound. */
export interface ValueBounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The value, or the bound it would pass. */
export function withinBounds(value: number, bounds: ValueBounds): number {
  if (bounds.lower !== null && value < bounds.lower) return bounds.lower;
  if (bounds.upper !== null && value > bounds.upper) return bounds.upper;
  return value;
}

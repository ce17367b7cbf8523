import type { ValueBounds } from "@/lib/domain/regular-series";

/** The value, or the bound it would pass. */
export function withinBounds(value: number, bounds: ValueBounds): number {
  if (bounds.lower !== null && value < bounds.lower) return bounds.lower;
  if (bounds.upper !== null && value > bounds.upper) return bounds.upper;
  return value;
}

import type { Label } from "@/lib/domain/sample";

export const LE_LABEL = "le";
const NAME_LABEL = "__name__";
const BUCKET_SUFFIX = /_bucket$/;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^\+?Inf$/i;
/** Beyond what people write as bounds; takes the noise of 0.07 × 1000 away. */
const SIGNIFICANT_DIGITS = 12;

/** Upper bound of a bucket in the metric's unit; null where the label is not a number. */
export function bucketBound(le: string | undefined, unitFactor: number): number | null {
  if (le === undefined) return null;
  if (INFINITE.test(le)) return Infinity;
  if (!DECIMAL.test(le)) return null;
  const bound = Number((Number(le) * unitFactor).toPrecision(SIGNIFICANT_DIGITS));
  return Number.isFinite(bound) ? bound : null;
}

/** The same text for all buckets of one histogram, whatever the order of their labels. */
export function histogramGroup(labels: readonly Label[]): string {
  const identity = labels
    .filter(([name]) => name !== LE_LABEL)
    .map(([name, value]) => [name, name === NAME_LABEL ? value.replace(BUCKET_SUFFIX, "") : value])
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return JSON.stringify(identity);
}

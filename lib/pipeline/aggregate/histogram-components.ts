/**
 * Buckets of one exponential scale. Bucket i counts values in (2^(i/2^scale), 2^((i+1)/2^scale)] × unitMs: the sender's
 * own boundaries are kept, so changing the unit to ms costs no precision.
 */
export interface ExponentialComponent {
  readonly scale: number;
  readonly unitMs: number;
  readonly buckets: Map<number, number>;
}

/** Buckets of one classic layout: cumulative[i] values were ≤ boundsMs[i]; the last bound is Infinity. */
export interface ClassicComponent {
  readonly boundsMs: readonly number[];
  readonly cumulative: number[];
}

export interface HistogramComponents {
  zeroCount: number;
  readonly exponential: Map<string, ExponentialComponent>;
  readonly classic: Map<string, ClassicComponent>;
}

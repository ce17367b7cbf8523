/** What a sender sent, decoded and not yet understood. */
export type Label = readonly [name: string, value: string];

/** What the protocol itself says of a series. remote_write 1.0 says nothing of single values: the mapping decides. */
export const Instrument = {
  untyped: 0,
  gauge: 1,
  counterCumulative: 2,
  counterDelta: 3,
  histogramCumulative: 4,
  histogramDelta: 5,
} as const;
export type InstrumentCode = (typeof Instrument)[keyof typeof Instrument];

/** One exponential bucket run: bucket k covers (2^((offset+k)/2^scale), 2^((offset+k+1)/2^scale)], upper bound inclusive. */
export interface ExponentialBuckets {
  readonly scale: number;
  readonly offset: number;
  readonly counts: readonly number[];
  readonly zeroCount: number;
}
/** counts[i] values were in (bounds[i-1], bounds[i]]; the last count is above the last bound. Not cumulative over bounds. */
export interface ExplicitBuckets {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}
/** A histogram as sent, in the sender's unit. Negative ranges are refused by the decoder. */
export interface HistogramPoint {
  readonly count: number;
  /** null where the sender leaves it out. */
  readonly sum: number | null;
  readonly exponential: ExponentialBuckets | null;
  readonly explicit: ExplicitBuckets | null;
}

/** Of a highly available pair of Prometheus servers: which one sent a series. */
export interface ReplicaPair {
  readonly cluster: string;
  readonly replica: string;
}
export interface ReplicaColumns {
  readonly pairs: readonly ReplicaPair[];
  /** By series: an index in `pairs`, -1 where the series names none. */
  readonly ofSeries: Int32Array;
}

/** Series met before, by their identity bytes: a decoder need not check again what was checked when they were new. */
export interface KnownSeries {
  /**
   * The series that came behind `previous` (-1: none) last time, where the bytes at `start` begin with its identity, which
   * ends by `end`; else -1.
   */
  follow(previous: number, bytes: Buffer, start: number, end: number): number;
  /** The series of this identity, noted as the one behind `previous`; -1 where it is not known. */
  lookUp(previous: number, bytes: Buffer, start: number, end: number): number;
  identityLength(series: number): number;
}

/**
 * A decoded request as columns, so that a request of 2,000 known series costs no object per sample.
 * Series i has the samples firstSample[i] … firstSample[i+1]-1, in the sender's order.
 */
export interface SampleBatch {
  readonly seriesCount: number;
  /** Backing bytes; the identity of series i (name and labels) is bytes[identityStart[i] … identityEnd[i]). */
  readonly bytes: Buffer;
  readonly identityStart: Int32Array;
  readonly identityEnd: Int32Array;
  readonly instrument: Uint8Array;
  /** length seriesCount + 1 */
  readonly firstSample: Int32Array;
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
  /** Start of a cumulative point's measurement, 0 where unknown; null when the protocol has none. */
  readonly startsMs: Float64Array | null;
  /** By sample, for the histogram instruments; null when the batch has none. */
  readonly histograms: readonly (HistogramPoint | null)[] | null;
  /** Samples the decoder itself had to refuse (for example a histogram that contradicts itself), by reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** Senders that come in pairs, one of which is heard; absent or null where none does. */
  readonly replicas?: ReplicaColumns | null;
  /** Which series of `of` each is, -1 where it was not known to it; absent or null where nobody looked. */
  readonly known?: { readonly of: KnownSeries; readonly series: Int32Array } | null;
}

/**
 * How a protocol's identity bytes become labels. Name is the label `__name__`. Throws when they are not labels. Reading
 * ends with the first label past `maxLabels`, where it is given.
 */
export type ReadLabels = (bytes: Buffer, start: number, end: number, maxLabels?: number) => Label[];

/** The bit pattern of Prometheus' stale marker: compare bits, every other NaN is a value. */
export const STALE_NAN_HIGH = 0x7ff00000;
export const STALE_NAN_LOW = 0x00000002;

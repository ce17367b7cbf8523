/** Why a sample was not folded. `refused` reasons are the sender's error (400, partial success); `ignored` ones are not. */
export const REFUSED_REASONS = [
  "too-many-labels",
  "label-too-long",
  "invalid-labels",
  "series-limit",
  "new-series-rate",
  "region-limit",
  "service-limit",
  "too-old",
  "too-new",
  "out-of-order",
  "conflicting-duplicate",
  "infinite",
  "negative-counter",
  "invalid-histogram",
  "cluster-limit",
  "native-histogram-unsupported",
  "delta-up-down-unsupported",
  "internal-error",
] as const;
export const IGNORED_REASONS = [
  "duplicate",
  "nan",
  "unmapped",
  "no-value",
  "stale-marker",
  "total-too-late",
  "superseded",
  "unelected-replica",
] as const;

export type RefusedReason = (typeof REFUSED_REASONS)[number];
export type IgnoredReason = (typeof IGNORED_REASONS)[number];
export type SampleReason = RefusedReason | IgnoredReason;

/** What became of a request's samples. */
export interface FoldOutcome {
  readonly folded: number;
  readonly refused: ReadonlyMap<RefusedReason, number>;
  readonly ignored: ReadonlyMap<IgnoredReason, number>;
  /** How many of the refused samples are histograms; absent: none. */
  readonly refusedHistograms?: number;
}

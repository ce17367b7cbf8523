/** What classic buckets say of a distribution. `shares[i]` lies below `logEdges[i]` and above the edge before it. */
export interface BucketShares {
  /** Logarithms of the positive finite bounds, in ms. */
  readonly logEdges: readonly number[];
  /** One more than edges: the last bucket is open. They sum to 1. */
  readonly shares: readonly number[];
  readonly count: number;
}

/** What lies at or below a positive number of ms, as a share. */
export interface Distribution {
  shareBelow(ms: number): number;
}

/** One classic histogram layout over many windows: counts[window × bounds + bound] is cumulative over the bounds. */
export interface BucketColumns {
  readonly boundsMs: readonly number[];
  readonly counts: Float64Array;
}

/**
 * The windows of one (metric, region, service) over a span, as columns: history is written by the million rows. NaN is
 * unknown.
 */
export class ScopeColumns {
  readonly known: Uint8Array;
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
  readonly lastMs: Float64Array;
  readonly buckets = new Map<string, BucketColumns>();

  constructor(readonly length: number) {
    this.known = new Uint8Array(length);
    this.count = new Float64Array(length);
    this.sum = new Float64Array(length);
    this.min = new Float64Array(length).fill(NaN);
    this.max = new Float64Array(length).fill(NaN);
    this.last = new Float64Array(length).fill(NaN);
    this.lastMs = new Float64Array(length).fill(NaN);
  }

  /** Adds to count and sum only. */
  add(window: number, sum: number, count: number): void {
    this.known[window] = 1;
    this.sum[window]! += sum;
    this.count[window]! += count;
  }

  /** Adds `count` observations of one value. */
  observe(window: number, value: number, count: number, timeMs: number): void {
    this.add(window, value * count, count);
    this.noteExtremes(window, value, value);
    this.noteLast(window, value, timeMs);
  }

  bucketsOf(boundsMs: readonly number[]): BucketColumns {
    const key = boundsMs.join(",");
    let found = this.buckets.get(key);
    if (!found) {
      found = { boundsMs, counts: new Float64Array(this.length * boundsMs.length) };
      this.buckets.set(key, found);
    }
    return found;
  }

  /** Adds a window of `other` to a window of this. */
  addWindow(window: number, other: ScopeColumns, from: number): void {
    if (other.known[from] === 0) return;
    this.add(window, other.sum[from]!, other.count[from]!);
    if (!Number.isNaN(other.min[from]!)) this.noteExtremes(window, other.min[from]!, other.max[from]!);
    if (!Number.isNaN(other.lastMs[from]!)) this.noteLast(window, other.last[from]!, other.lastMs[from]!);
    for (const { boundsMs, counts } of other.buckets.values()) {
      const mine = this.bucketsOf(boundsMs).counts;
      const width = boundsMs.length;
      for (let bound = 0; bound < width; bound++)
        mine[window * width + bound]! += counts[from * width + bound]!;
    }
  }

  /** Forgets a window. */
  clear(window: number): void {
    this.known[window] = this.count[window] = this.sum[window] = 0;
    this.min[window] = this.max[window] = this.last[window] = this.lastMs[window] = NaN;
    for (const { boundsMs, counts } of this.buckets.values())
      counts.fill(0, window * boundsMs.length, (window + 1) * boundsMs.length);
  }

  private noteExtremes(window: number, min: number, max: number): void {
    if (!(this.min[window]! <= min)) this.min[window] = min;
    if (!(this.max[window]! >= max)) this.max[window] = max;
  }

  private noteLast(window: number, value: number, timeMs: number): void {
    if (this.lastMs[window]! > timeMs) return;
    this.last[window] = value;
    this.lastMs[window] = timeMs;
  }
}

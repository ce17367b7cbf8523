/** Values on a regular grid: window `i` starts at `startMs + i × stepMs`; NaN where nothing is known. */
export interface RegularSeries {
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
}

/** What a metric can never be beyond; null: no such end. */
export interface ValueBounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** End of the newest window, whether anything is known of it or not. */
export function seriesEndMs({ startMs, stepMs, values }: RegularSeries): number {
  return startMs + values.length * stepMs;
}

/** The windows that were closed at `nowMs`: the same memory, so that cutting a series thousands of times costs nothing. */
export function closedAt(series: RegularSeries, nowMs: number): RegularSeries {
  const windows = Math.floor((nowMs - series.startMs) / series.stepMs);
  return { ...series, values: series.values.subarray(0, Math.max(0, windows)) };
}

import type { MetricName } from "./metric";

/** A series that an engine answered with; null where it has no finite value. */
export interface EngineSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly timeMs: number; readonly value: number | null }[];
}

/** What an engine answered for one metric. A point at a window's end speaks of that window. */
export interface EngineAnswer {
  readonly metric: MetricName;
  readonly series: readonly EngineSeries[];
  /** Of the metric's second expression: weights of a ratio, sums of a distribution; null where there is none. */
  readonly companions: readonly EngineSeries[] | null;
}

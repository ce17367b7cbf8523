import { METRIC_NAMES, metricDefinition, METRICS, type MetricName } from "./metric";
import type { Tier } from "./window";

/** Figures made of several canonical metrics, or of one part of a distribution. */
export const DERIVED_METRICS = [
  "requests_per_second",
  "throughput",
  "error_rate",
  "availability",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "cache_hit_rate",
  "load_balancer_health",
] as const;
export type DerivedMetric = (typeof DERIVED_METRICS)[number];
export type HistoryMetric = MetricName | DerivedMetric;
export const HISTORY_METRICS: readonly HistoryMetric[] = [...METRIC_NAMES, ...DERIVED_METRICS];

export type HistoryUnit = "per-second" | "ratio" | "count" | "ms" | "currency-per-second";

const DERIVED_UNITS: Readonly<Record<DerivedMetric, HistoryUnit>> = {
  requests_per_second: "per-second",
  throughput: "per-second",
  error_rate: "ratio",
  availability: "ratio",
  latency_p50: "ms",
  latency_p95: "ms",
  latency_p99: "ms",
  cache_hit_rate: "ratio",
  load_balancer_health: "ratio",
};

/** The unit of a history's values. */
export function historyUnitOf(metric: HistoryMetric): HistoryUnit {
  if (!isCanonical(metric)) return DERIVED_UNITS[metric];
  const { kind, unit } = metricDefinition(metric);
  if (kind === "counter") return unit === "currency" ? "currency-per-second" : "per-second";
  if (kind === "distribution") return "ms";
  return kind === "ratio" ? "ratio" : "count";
}

function isCanonical(metric: HistoryMetric): metric is MetricName {
  return metric in METRICS;
}

/** One step of a history; null = nothing was received. */
export interface HistoryPoint {
  /** Start of the step, Unix ms. */
  readonly timeMs: number;
  /** Counters as a rate, ratios 0–1, totals as the mean number, `latency` as the mean in ms. */
  readonly value: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Only of `latency`. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** What many histories are asked of. */
export interface HistoryPlaces {
  readonly metrics: readonly HistoryMetric[];
  /** A series a region; null: one of the whole platform. */
  readonly regions: readonly string[] | null;
  /** null: each region as a whole. */
  readonly service: string | null;
}

/** Which metric of which place a history is of. */
export interface HistorySubject {
  readonly metric: HistoryMetric;
  readonly unit: HistoryUnit;
  /** null: the whole platform. */
  readonly region: string | null;
  readonly service: string | null;
}

/** What histories of one answer share: their steps, and where they come from. */
export interface HistoryScale {
  readonly tier: Tier["name"];
  readonly stepMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The newest sample of some part of what is asked for came with a key marked as demo. */
  readonly demo: boolean;
}

export interface MetricHistory extends HistorySubject, HistoryScale {
  /** Oldest first, one a step, gaps with null. */
  readonly points: readonly HistoryPoint[];
}

/** The figures of a history in columns, one entry a step, oldest first; NaN: nothing was received. */
export interface HistoryColumns {
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly p50: Float64Array;
  readonly p95: Float64Array;
  readonly p99: Float64Array;
}

export interface MetricSeries extends HistorySubject {
  readonly columns: HistoryColumns;
}

export interface MetricHistories extends HistoryScale {
  /** Metric by metric, region by region, in the order that was asked for. */
  readonly series: readonly MetricSeries[];
}

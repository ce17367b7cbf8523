import { METRIC_NAMES, type MetricName } from "./metric";
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

/** A metric of one place over time. */
export interface MetricSeries {
  readonly metric: HistoryMetric;
  readonly unit: HistoryUnit;
  /** null: the whole platform. */
  readonly region: string | null;
  readonly service: string | null;
  /** Oldest first, one a step, gaps with null. */
  readonly points: readonly HistoryPoint[];
}

/** The steps that histories of one answer share. */
export interface HistoryScale {
  readonly tier: Tier["name"];
  readonly stepMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface MetricHistory extends MetricSeries, HistoryScale {}

export interface MetricHistories extends HistoryScale {
  /** Metric by metric, region by region, in the order that was asked for. */
  readonly series: readonly MetricSeries[];
}

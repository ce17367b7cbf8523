import type { HistoryMetric } from "@/lib/domain/metric-history";
import {
  formatErrorRatio,
  formatMs,
  formatPercent,
  formatPerSecond,
  type FormattedValue,
} from "./format-number";

export interface ChartMetric {
  readonly id: HistoryMetric;
  readonly label: string;
  readonly unitWords: string;
  readonly format: (value: number) => FormattedValue;
  /** Points of the last hour. World-wide percentiles are merged from every service, so theirs are fewer. */
  readonly points: number;
  /** The smallest span of the axis, as a share of the highest value: noise is not drawn as a storm. */
  readonly minSpanShare: number;
  /** Ratios and latencies are judged by their distance from zero. */
  readonly fromZero: boolean;
}

const EVERY_10_S = 360;
const EVERY_MINUTE = 60;
const TENTH = 0.1;
const FULL = 1;

/** What the chart can show, in the order of its switch. */
export const CHART_METRICS = [
  {
    id: "requests_per_second",
    label: "Requests",
    unitWords: "requests per second",
    format: formatPerSecond,
    points: EVERY_10_S,
    minSpanShare: TENTH,
    fromZero: false,
  },
  {
    id: "latency_p99",
    label: "p99",
    unitWords: "99th percentile of latency",
    format: formatMs,
    points: EVERY_MINUTE,
    minSpanShare: FULL,
    fromZero: true,
  },
  {
    id: "error_rate",
    label: "Error rate",
    unitWords: "share of failed requests",
    format: formatErrorRatio,
    points: EVERY_10_S,
    minSpanShare: FULL,
    fromZero: true,
  },
  {
    id: "cpu",
    label: "CPU",
    unitWords: "mean CPU utilisation",
    format: formatPercent,
    points: EVERY_10_S,
    minSpanShare: FULL,
    fromZero: true,
  },
] as const satisfies readonly ChartMetric[];
export type ChartMetricId = (typeof CHART_METRICS)[number]["id"];

export function chartMetric(id: ChartMetricId): ChartMetric {
  return CHART_METRICS.find((metric) => metric.id === id) ?? CHART_METRICS[0];
}

/** What the small lines beside the lead figures show. */
export const SPARK_METRICS = {
  activeUsers: "active_users",
  requests: "requests_per_second",
  availabilityLong: "availability",
  latency: "latency_p99",
  satisfaction: "satisfaction",
} as const satisfies Record<string, HistoryMetric>;
export type SparkName = keyof typeof SPARK_METRICS;
/** One a minute of the last hour. */
export const SPARK_POINTS = EVERY_MINUTE;

import type { HistoryMetric } from "@/lib/domain/metric-history";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import {
  formatAvailability,
  formatCount,
  formatErrorRatio,
  formatMoneyPerMinute,
  formatMs,
  formatPercent,
  formatPerSecond,
  type FormattedValue,
} from "./format-number";

export interface ChartMetric {
  readonly id: HistoryMetric;
  readonly label: string;
  /** What is drawn and in which unit, in words. */
  readonly unitWords: string;
  /** Of a value as `/metrics/histories` answers it. */
  readonly format: (value: number) => FormattedValue;
  /** Read from merged histograms: finer than a minute costs more than it shows. */
  readonly merged: boolean;
  /** Two values are compared by their ratio: '8 % more'. Shares and scores are not. */
  readonly proportional: boolean;
  /** The smallest span of the axis, as a share of the highest value: noise is not drawn as a storm. */
  readonly minSpanShare: number;
  /** Ratios and latencies are judged by their distance from zero. */
  readonly fromZero: boolean;
}

type Kind = Omit<ChartMetric, "id" | "label" | "unitWords">;

const TENTH = 0.1;
const HUNDREDTH = 0.01;
const FULL = 1;

const PLAIN = { merged: false, proportional: true, minSpanShare: FULL, fromZero: true } as const;
/** A flow that goes on day and night: its changes count, not its distance from zero. */
const FLOW: Kind = { ...PLAIN, format: formatPerSecond, minSpanShare: TENTH, fromZero: false };
const EVENTS: Kind = { ...PLAIN, format: formatPerSecond };
const NUMBER: Kind = { ...PLAIN, format: formatCount, minSpanShare: TENTH, fromZero: false };
const SHARE: Kind = { ...PLAIN, format: formatPercent, proportional: false };
const LATENCY: Kind = { ...PLAIN, format: formatMs, merged: true };
/** Shares that are close to all: what is missing counts. */
const NEARLY_ALL: Kind = { ...SHARE, minSpanShare: HUNDREDTH, fromZero: false };

/** Every figure that a page can draw over time. Values are in the units of `/metrics/histories`. */
const CHART_METRICS = {
  requests_per_second: { ...FLOW, label: "Requests", unitWords: "requests per second" },
  throughput: { ...FLOW, label: "Throughput", unitWords: "requests answered per second" },
  errors: { ...EVENTS, label: "Errors", unitWords: "failed requests per second" },
  error_rate: {
    ...PLAIN,
    format: formatErrorRatio,
    proportional: false,
    label: "Error rate",
    unitWords: "share of failed requests",
  },
  availability: {
    ...NEARLY_ALL,
    format: formatAvailability,
    minSpanShare: 1e-4,
    label: "Availability",
    unitWords: "share of good requests",
  },
  latency_p50: { ...LATENCY, label: "p50", unitWords: "median latency" },
  latency_p95: { ...LATENCY, label: "p95", unitWords: "95th percentile of latency" },
  latency_p99: { ...LATENCY, label: "p99", unitWords: "99th percentile of latency" },
  active_users: { ...NUMBER, label: "Users", unitWords: "active users" },
  cpu: { ...SHARE, label: "CPU", unitWords: "mean CPU utilisation" },
  memory: { ...SHARE, label: "Memory", unitWords: "mean memory utilisation" },
  disk: { ...SHARE, label: "Disk", unitWords: "mean disk utilisation" },
  network: { ...SHARE, label: "Network", unitWords: "mean network utilisation" },
  connections: { ...NUMBER, label: "Connections", unitWords: "open database connections" },
  connection_utilization: {
    ...SHARE,
    label: "Connection limit",
    unitWords: "database connections in use of their limit",
  },
  cache_hit_rate: { ...NEARLY_ALL, label: "Cache hits", unitWords: "share of reads that the cache answers" },
  load_balancer_health: {
    ...NEARLY_ALL,
    label: "Load balancers",
    unitWords: "share of healthy load-balancer targets",
  },
  servers: { ...NUMBER, label: "Servers", unitWords: "servers that report" },
  revenue: {
    ...EVENTS,
    format: formatMoneyPerMinute,
    label: "Revenue",
    unitWords: "revenue per minute in the reporting currency",
  },
  orders: { ...EVENTS, label: "Orders", unitWords: "orders per second" },
  satisfaction: {
    ...NEARLY_ALL,
    label: "Satisfaction",
    unitWords: "satisfied customers, as measured by the sender",
  },
} as const satisfies Partial<Record<HistoryMetric, Omit<ChartMetric, "id">>>;
export type ChartMetricId = keyof typeof CHART_METRICS;

const BY_ID = new Map(
  Object.entries(CHART_METRICS).map(([id, rest]) => [id, { id, ...rest } as ChartMetric]),
);

/** Always the same object for a metric. */
export function chartMetric(id: ChartMetricId): ChartMetric {
  return BY_ID.get(id)!;
}

const FINE_POINTS = 360;
const MERGED_POINTS = 180;
const FINE_UNTIL_MS = 2 * HOUR_MS;

/** How many points a chart of this span asks for; one more than steps, since a range seldom begins with one. */
export function chartPoints({ merged }: Pick<ChartMetric, "merged">, spanMs: number): number {
  if (!merged) return FINE_POINTS + 1;
  return spanMs > FINE_UNTIL_MS ? MERGED_POINTS + 1 : Math.max(1, Math.ceil(spanMs / MINUTE_MS)) + 1;
}

/** What the small lines beside the lead figures show. */
export const SPARK_METRICS = {
  activeUsers: "active_users",
  requests: "requests_per_second",
  availabilityLong: "availability",
  latency: "latency_p99",
  revenueAtRisk: "revenue",
  satisfaction: "satisfaction",
} as const satisfies Record<string, HistoryMetric>;
export type SparkName = keyof typeof SPARK_METRICS;
/** One a minute of the last hour. */
export const SPARK_POINTS = 60;

/**
 * The canonical metrics: what every sender's names are mapped to. A point of a metric belongs to a region and, where
 * the sender says so, to a service.
 *
 * How a metric's observations combine (its `kind`):
 * - `counter`: an observation is the increase of a counter between two samples; `sum` is the total of the window.
 * - `ratio`: `sum ÷ count` is the mean over the window, weighted by whatever the sender's unit is (0–1).
 * - `total`: an observation is the sum, at the end of each 10 s window, of the newest value of every live series;
 *   `sum ÷ count` is the total's mean over the window.
 * - `distribution`: a mergeable histogram; `sum` and `count` are those of its values.
 */
export type MetricKind = "counter" | "ratio" | "total" | "distribution";

export interface MetricDefinition {
  /** Stored number; never reused. */
  readonly code: number;
  readonly kind: MetricKind;
  readonly unit: "1" | "ms" | "ratio" | "currency";
  readonly description: string;
  /** How a region's total follows from its parts (only `total`): users may use several services, servers may not. */
  readonly regionTotal?: "sum" | "own-or-max";
}

export const METRICS = {
  requests: { code: 1, kind: "counter", unit: "1", description: "Requests received" },
  errors: { code: 2, kind: "counter", unit: "1", description: "Requests answered with a server error" },
  latency: { code: 3, kind: "distribution", unit: "ms", description: "Time to answer a request" },
  cpu: { code: 10, kind: "ratio", unit: "ratio", description: "CPU utilisation" },
  memory: { code: 11, kind: "ratio", unit: "ratio", description: "Memory utilisation" },
  disk: { code: 12, kind: "ratio", unit: "ratio", description: "Disk utilisation" },
  network: { code: 13, kind: "ratio", unit: "ratio", description: "Network utilisation" },
  connection_utilization: {
    code: 14,
    kind: "ratio",
    unit: "ratio",
    description: "Database connections in use ÷ limit",
  },
  servers: { code: 20, kind: "total", unit: "1", description: "Servers reporting", regionTotal: "sum" },
  active_users: {
    code: 21,
    kind: "total",
    unit: "1",
    description: "Active users",
    regionTotal: "own-or-max",
  },
  connections: {
    code: 22,
    kind: "total",
    unit: "1",
    description: "Database connections",
    regionTotal: "sum",
  },
  cache_hits: { code: 30, kind: "counter", unit: "1", description: "Cache hits" },
  cache_misses: { code: 31, kind: "counter", unit: "1", description: "Cache misses" },
  lb_targets_healthy: {
    code: 40,
    kind: "total",
    unit: "1",
    description: "Healthy load-balancer targets",
    regionTotal: "sum",
  },
  lb_targets: {
    code: 41,
    kind: "total",
    unit: "1",
    description: "Load-balancer targets",
    regionTotal: "sum",
  },
  revenue: { code: 50, kind: "counter", unit: "currency", description: "Revenue" },
  orders: { code: 51, kind: "counter", unit: "1", description: "Orders" },
  satisfaction: {
    code: 52,
    kind: "ratio",
    unit: "ratio",
    description: "Customer satisfaction, as the sender measures it",
  },
  new_customers: { code: 53, kind: "counter", unit: "1", description: "New customers" },
  retained_customers: { code: 54, kind: "ratio", unit: "ratio", description: "Share of customers retained" },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

export function metricDefinition(name: MetricName): MetricDefinition {
  return METRICS[name];
}

const NAME_BY_CODE = new Map(METRIC_NAMES.map((name) => [metricDefinition(name).code, name]));

/** The metric of a stored code; undefined when no metric has it. */
export function metricByCode(code: number): MetricName | undefined {
  return NAME_BY_CODE.get(code);
}

import type { MetricName } from "@/lib/domain/metric";
import type { MissingFigure, ScopeFigures, ScopeHealth } from "@/lib/domain/snapshot";
import type { ScopeSignals } from "./scope-signals";

type Figures = Omit<ScopeFigures, "latencyInterpolated" | "latencyBounds"> &
  Pick<ScopeHealth, "performanceScore">;

interface FigureSource {
  /** Its name in the REST contract. */
  readonly field: string;
  readonly metrics: readonly MetricName[];
  readonly send: string;
}

const REQUESTS = "http_requests_total (Prometheus) or http.server.request.duration (OpenTelemetry)";
const ERRORS = `${REQUESTS} with the answer's status code, or http_request_errors_total`;
const LATENCY = "http_request_duration_seconds (Prometheus) or http.server.request.duration (OpenTelemetry)";
const TARGETS = "lb_targets_healthy and lb_targets";

/** Where each figure comes from, and which names to send; the mapping page lists and changes them. */
const SOURCES: Readonly<Record<keyof Figures, FigureSource>> = {
  requestsPerSecond: { field: "requests_per_second", metrics: ["requests"], send: REQUESTS },
  throughputPerSecond: { field: "throughput", metrics: ["requests", "errors"], send: ERRORS },
  errorRatio: { field: "error_rate", metrics: ["requests", "errors"], send: ERRORS },
  availabilityRatio: { field: "availability", metrics: ["requests", "errors"], send: ERRORS },
  latencyP50Ms: { field: "latency_p50", metrics: ["latency"], send: LATENCY },
  latencyP95Ms: { field: "latency_p95", metrics: ["latency"], send: LATENCY },
  latencyP99Ms: { field: "latency_p99", metrics: ["latency"], send: LATENCY },
  performanceScore: {
    field: "performance_score",
    metrics: ["latency", "requests", "errors"],
    send: `${LATENCY}, with the answer's status code on the requests`,
  },
  activeUsers: { field: "active_users", metrics: ["active_users"], send: "active_users" },
  cpuRatio: {
    field: "cpu_utilization",
    metrics: ["cpu"],
    send: "node_cpu_seconds_total (node_exporter), system.cpu.utilization (OpenTelemetry) or cpu_usage_ratio",
  },
  memoryRatio: {
    field: "memory_utilization",
    metrics: ["memory"],
    send: "node_memory_* (node_exporter), system.memory.utilization (OpenTelemetry) or memory_usage_ratio",
  },
  diskRatio: {
    field: "disk_utilization",
    metrics: ["disk"],
    send: "node_filesystem_* (node_exporter), system.filesystem.utilization (OpenTelemetry) or disk_usage_ratio",
  },
  networkRatio: {
    field: "network_utilization",
    metrics: ["network"],
    send: "node_network_* with node_network_speed_bytes (node_exporter), system.network.utilization or network_usage_ratio",
  },
  connectionRatio: {
    field: "connection_utilization",
    metrics: ["connection_utilization"],
    send: "connection_utilization",
  },
  servers: {
    field: "server_count",
    metrics: ["servers"],
    send: "node_boot_time_seconds (node_exporter) or server_count",
  },
  databaseConnections: {
    field: "database_connections",
    metrics: ["connections"],
    send: "pg_stat_activity_count (postgres_exporter) or db.client.connection.count (OpenTelemetry)",
  },
  cacheHitRatio: {
    field: "cache_hit_rate",
    metrics: ["cache_hits", "cache_misses"],
    send: "redis_keyspace_hits_total and redis_keyspace_misses_total, or cache_hits_total and cache_misses_total",
  },
  loadBalancerHealthRatio: {
    field: "load_balancer_health",
    metrics: ["lb_targets_healthy", "lb_targets"],
    send: TARGETS,
  },
};

/** The world's figures have names of their own in the REST contract. */
const WORLD_FIELDS: Readonly<Record<string, string>> = {
  requests_per_second: "total_requests_per_second",
  latency_p50: "global_latency_p50",
  latency_p95: "global_latency_p95",
  latency_p99: "global_latency_p99",
};

/** As have a service's. */
const SERVICE_FIELDS: Readonly<Record<string, string>> = {
  cpu_utilization: "cpu_usage",
  memory_utilization: "memory_usage",
  disk_utilization: "disk_usage",
  network_utilization: "network_usage",
  server_count: "instance_count",
};

const FIELDS_OF = { world: WORLD_FIELDS, region: {}, service: SERVICE_FIELDS } as const satisfies Record<
  string,
  Readonly<Record<string, string>>
>;

/** Why each figure that is null is so, and what to do about it. `where` ends the sentence: "for region eu-west-1". */
export function missingFigures(
  figures: Figures,
  signals: ScopeSignals,
  scope: keyof typeof FIELDS_OF,
  where: string,
): MissingFigure[] {
  const names = Object.keys(SOURCES) as (keyof Figures)[];
  const renamed: Readonly<Record<string, string>> = FIELDS_OF[scope];
  return names.flatMap((name) => {
    if (figures[name] !== null) return [];
    const source = SOURCES[name];
    const field = renamed[source.field] ?? source.field;
    return [{ field, ...reasonFor(source, signals, where) }];
  });
}

function reasonFor(
  { metrics, send }: FigureSource,
  signals: ScopeSignals,
  where: string,
): Pick<MissingFigure, "reason" | "remedy"> {
  if (metrics.some((metric) => !signals.has(metric)))
    return { reason: "no-data", remedy: `Send ${send} ${where}.` };
  if (metrics.some((metric) => signals.get(metric)?.fresh === false))
    return { reason: "stale", remedy: `It was sent and stopped: check the sender of ${send} ${where}.` };
  return {
    reason: "no-data",
    remedy: `It is sent, but nothing was counted in the last minutes ${where}; it follows with the next two samples.`,
  };
}

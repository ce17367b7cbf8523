import type { MetricName } from "./metric";

/**
 * How one canonical metric is asked of a Prometheus-compatible engine. `$by` stands for the labels that name region and
 * service, `$range` for the range of a rate. What the expression answers depends on the metric's kind:
 * - `counter`: the increase per second;
 * - `total`: the total now;
 * - `ratio`: the ratio, 0–1, and `companion` what it is weighted by when services and regions are merged (1 without);
 * - `distribution`: per second and `le`, the cumulative buckets of a classic histogram, and `companion` the sum of its
 *   values per second; both in `latencyUnit`.
 */
export interface SourceExpression {
  readonly query: string;
  readonly companion: string | null;
}
export type SourceExpressions = Readonly<Partial<Record<MetricName, SourceExpression>>>;

/** What the placeholders stand for. */
export interface ExpressionScope {
  readonly regionLabel: string;
  readonly serviceLabel: string;
  readonly rangeSeconds: number;
}

/** The expression as the engine gets it. */
export function expandExpression(text: string, scope: ExpressionScope): string {
  return text
    .replaceAll("$by", `${scope.regionLabel}, ${scope.serviceLabel}`)
    .replaceAll("$range", `${scope.rangeSeconds}s`);
}

const rate = (selector: string) => `sum by ($by) (rate(${selector}[$range]))`;
const sum = (selector: string) => `sum by ($by) (${selector})`;
/** The first that a (region, service) has. */
const firstOf = (...alternatives: string[]) => alternatives.join("\n  or ");
const named = (...names: string[]) => `{__name__=~"${names.join("|")}"}`;
const expression = (query: string, companion: string | null = null): SourceExpression => ({
  query,
  companion,
});

/** Known even where nothing failed: a status that is there says that there were 0. */
const failures = (name: string, label: string, failed: string, any: string) => [
  rate(`${name}{${label}=~"${failed}"}`),
  `0 * ${rate(`${name}{${label}=~"${any}"}`)}`,
];
const httpFailures = (name: string, ...labels: string[]) =>
  labels.flatMap((label) => failures(name, label, "5..", "[1-5].."));
const RPC_FAILED = "Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss";

/** A gauge of each instance, weighted by their number. */
const mean = (selector: string) => ({
  query: `avg by ($by) (${selector})`,
  weight: `count by ($by) (${selector})`,
});
/** A part of a whole, weighted by the whole. */
const share = (part: string, whole: string) => ({ query: `${part} / ${whole}`, weight: whole });
const free = (part: string, whole: string) => ({ query: `1 - ${part} / ${whole}`, weight: whole });
const ratio = (...alternatives: { query: string; weight: string }[]) =>
  expression(
    firstOf(...alternatives.map(({ query }) => query)),
    firstOf(...alternatives.map(({ weight }) => weight)),
  );

const DURATIONS = [
  "http_server_request_duration_seconds",
  "http_request_duration_seconds",
  "http_server_requests_seconds",
  "grpc_server_handling_seconds",
];
/** Buckets of two layouts must not mix in one service, so each alternative leaves out those that an earlier one has. */
const buckets = DURATIONS.map((name) => `sum by ($by, le) (rate(${name}_bucket[$range]))`).map(
  (own, index, all) => (index === 0 ? own : `(${own} unless on ($by) (${firstOf(...all.slice(0, index))}))`),
);

const ALL_MODES = rate('node_cpu_seconds_total{mode!~"guest.*"}');
const FILESYSTEM =
  '{fstype!~"tmpfs|devtmpfs|ramfs|rootfs|overlay|squashfs|iso9660|erofs|autofs|nsfs|proc|sysfs|devpts",' +
  'mountpoint!~"/(run|snap|dev|sys|proc)(/.*)?|/var/lib/(docker|containers|containerd|kubelet)/.*"}';
const DEVICE = '{device!~"lo|veth.*|docker.*|br-.*|virbr.*|cni.*|cali.*|tun.*|tap.*|wg.*|dummy.*"}';
const LINE_BYTES = `(2 * sum by ($by) (node_network_speed_bytes${DEVICE} > 0))`;
const USED_CONNECTIONS = sum(
  '{__name__=~"db_client_connection_count|db_client_connections_usage|db_client_connections|pg_stat_activity_count' +
    '|mysql_global_status_threads_connected",state!="idle",db_client_connection_state!="idle"}',
);
const CONNECTION_LIMIT = sum(
  named(
    "db_client_connection_max",
    "db_client_connections_max",
    "pg_settings_max_connections",
    "mysql_global_variables_max_connections",
  ),
);

/**
 * What is asked unless an admin says otherwise: the names of OTel's semantic conventions as Prometheus stores them, of
 * node_exporter and of common client libraries. Sources as in lib/pipeline/ingest/mapping/rules.
 */
export const DEFAULT_EXPRESSIONS: Readonly<Record<MetricName, SourceExpression>> = {
  requests: expression(
    firstOf(
      ...["http_requests_total", "http_server_requests_total", "grpc_server_handled_total"].map(rate),
      ...DURATIONS.map((name) => rate(`${name}_count`)),
    ),
  ),
  errors: expression(
    firstOf(
      ...httpFailures("http_requests_total", "code", "status"),
      ...httpFailures("http_server_requests_total", "code", "status"),
      ...failures("grpc_server_handled_total", "grpc_code", RPC_FAILED, ".+"),
      ...httpFailures("http_server_request_duration_seconds_count", "http_response_status_code"),
      ...httpFailures("http_request_duration_seconds_count", "code", "status", "status_code"),
      ...httpFailures("http_server_requests_seconds_count", "status"),
    ),
  ),
  latency: expression(firstOf(...buckets), firstOf(...DURATIONS.map((name) => rate(`${name}_sum`)))),
  cpu: ratio(
    free(rate('node_cpu_seconds_total{mode="idle"}'), ALL_MODES),
    mean(
      '{__name__=~"cpu_usage_ratio|system_cpu_utilization|system_cpu_utilization_ratio",state="",cpu_mode=""}',
    ),
  ),
  memory: ratio(
    free(sum("node_memory_MemAvailable_bytes"), sum("node_memory_MemTotal_bytes")),
    mean(
      '{__name__=~"memory_usage_ratio|system_memory_utilization|system_memory_utilization_ratio",state="",system_memory_state=""}',
    ),
  ),
  disk: ratio(
    free(sum(`node_filesystem_avail_bytes${FILESYSTEM}`), sum(`node_filesystem_size_bytes${FILESYSTEM}`)),
    mean(
      '{__name__=~"disk_usage_ratio|system_filesystem_utilization|system_filesystem_utilization_ratio",state="",system_filesystem_state=""}',
    ),
  ),
  network: ratio(
    share(
      `(${rate(`node_network_receive_bytes_total${DEVICE}`)} + ${rate(`node_network_transmit_bytes_total${DEVICE}`)})`,
      LINE_BYTES,
    ),
    mean(named("network_usage_ratio", "system_network_utilization", "system_network_utilization_ratio")),
  ),
  connection_utilization: ratio(share(USED_CONNECTIONS, CONNECTION_LIMIT)),
  servers: expression(firstOf(sum("server_count"), "count by ($by) (node_boot_time_seconds)")),
  active_users: expression(sum("active_users")),
  connections: expression(USED_CONNECTIONS),
  cache_hits: expression(firstOf(rate("cache_hits_total"), rate("redis_keyspace_hits_total"))),
  cache_misses: expression(firstOf(rate("cache_misses_total"), rate("redis_keyspace_misses_total"))),
  lb_targets_healthy: expression(
    firstOf(
      sum("lb_targets_healthy"),
      sum('haproxy_backend_agg_server_status{state="UP"}'),
      sum("traefik_service_server_up"),
    ),
  ),
  lb_targets: expression(
    firstOf(
      sum("lb_targets"),
      sum("haproxy_backend_agg_server_status"),
      "count by ($by) (traefik_service_server_up)",
    ),
  ),
  revenue: expression(rate("revenue_total")),
  orders: expression(rate("orders_total")),
  satisfaction: ratio(mean("customer_satisfaction_ratio")),
  new_customers: expression(rate("new_customers_total")),
  retained_customers: ratio(mean("customer_retention_ratio")),
};

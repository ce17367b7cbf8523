import type { MappingRule } from "@/lib/domain/series-plan";
import type { MetricName } from "@/lib/domain/metric";
import { anyLabel, LOWER, oneOf, otelNames, rule, target, UPPER } from "./rule-writing";

const ABSENT = "";
const CONNECTION_STATE = anyLabel("db.client.connection.state", "state");
const CONNECTIONS = oneOf([
  ...otelNames("db.client.connection.count"),
  ...otelNames("db.client.connections.usage"),
  "db_client_connections",
]);
const CONNECTION_LIMITS = oneOf([
  ...otelNames("db.client.connection.max"),
  ...otelNames("db.client.connections.max"),
  "pg_settings_max_connections",
  "mysql_global_variables_max_connections",
]);
/** Connections to a server, busy or not: each takes one of those allowed. */
const SERVER_CONNECTIONS = oneOf([
  "open_connections",
  "pg_stat_activity_count",
  "mysql_global_status_threads_connected",
]);
const RATIOS: readonly (readonly [name: string, metric: MetricName])[] = [
  ["cpu_usage_ratio", "cpu"],
  ["memory_usage_ratio", "memory"],
  ["disk_usage_ratio", "disk"],
  ["network_usage_ratio", "network"],
];
const COUNTERS: readonly (readonly [names: readonly string[], metric: MetricName])[] = [
  [["cache_hits_total", "redis_keyspace_hits_total"], "cache_hits"],
  [["cache_misses_total", "redis_keyspace_misses_total"], "cache_misses"],
];
const CONNECTION_TARGETS = [
  target("connections", "total"),
  target("connection_utilization", "sample", UPPER),
] as const;

/** Common names for what a service uses. Sources: OTel `docs/database/database-metrics.md`; the exporters' READMEs. */
export const SERVICE_USAGE_RULES: readonly MappingRule[] = [
  ...RATIOS.map(([name, metric]) => rule(name, { name }, target(metric, "sample"))),
  rule(
    "cpu_usage_ratio/presence",
    { name: "cpu_usage_ratio", labels: { instance: ".+" } },
    target("servers", "presence", { fallback: true }),
  ),
  rule("server_count", { name: "server_count" }, target("servers", "total")),
  rule("active_users", { name: "active_users" }, target("active_users", "total")),
  rule("connections/used", { ...CONNECTIONS, labels: { [CONNECTION_STATE]: "used" } }, ...CONNECTION_TARGETS),
  rule(
    "connections/plain",
    { ...CONNECTIONS, labels: { [CONNECTION_STATE]: ABSENT } },
    ...CONNECTION_TARGETS,
  ),
  // Idle ones of a pool add nothing, but make known that there are 0 in use where no other state is sent.
  rule(
    "connections/idle",
    { ...CONNECTIONS, labels: { [CONNECTION_STATE]: "idle" } },
    target("connections", "total", { sumFactor: 0 }),
  ),
  rule("server_connections", SERVER_CONNECTIONS, ...CONNECTION_TARGETS),
  rule("connection_limits", CONNECTION_LIMITS, target("connection_utilization", "sample", LOWER)),
  ...COUNTERS.map(([names, metric]) => rule(names[0], oneOf(names), target(metric, "increase"))),
  ...(["hit", "miss"] as const).map((status) =>
    rule(
      `memcached_commands_total/${status}`,
      { name: "memcached_commands_total", labels: { command: "get", status } },
      target(status === "hit" ? "cache_hits" : "cache_misses", "increase"),
    ),
  ),
];

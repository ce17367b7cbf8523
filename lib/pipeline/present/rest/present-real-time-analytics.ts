import type { RealTimeAnalyticsContract } from "@/lib/contracts/real-time-analytics";
import type { GlobalMetrics, RegionalMetrics } from "@/lib/domain/snapshot";
import { presentGlobalMetrics } from "./present-global-metrics";
import { presentRegionalMetrics } from "./present-regional-metrics";

/** World and regions of one cycle as the contract has them; null (no cycle yet) gives nulls and no regions. */
export function presentRealTimeAnalytics(
  global: GlobalMetrics | null,
  regions: readonly RegionalMetrics[],
): RealTimeAnalyticsContract {
  const world = presentGlobalMetrics(global);
  return {
    timestamp: world.timestamp,
    status: world.status,
    global_performance: {
      requests_per_second: world.total_requests_per_second,
      active_users: world.active_users,
      latency_p99: world.global_latency_p99,
      error_rate: world.error_rate,
      availability: world.availability,
    },
    infrastructure_stats: {
      total_servers: world.server_count,
      average_cache_hit_rate: world.cache_hit_rate,
      total_database_connections: world.database_connections,
      cpu_utilization: world.cpu_utilization,
      memory_utilization: world.memory_utilization,
    },
    regional_breakdown: regions.map(presentRegionalMetrics),
  };
}

/** Where `metrics/global`'s figures stand in this answer, for `meta.missing`. */
export const ANALYTICS_FIELD: Readonly<Record<string, string>> = {
  total_requests_per_second: "global_performance.requests_per_second",
  active_users: "global_performance.active_users",
  global_latency_p99: "global_performance.latency_p99",
  error_rate: "global_performance.error_rate",
  availability: "global_performance.availability",
  server_count: "infrastructure_stats.total_servers",
  cache_hit_rate: "infrastructure_stats.average_cache_hit_rate",
  database_connections: "infrastructure_stats.total_database_connections",
  cpu_utilization: "infrastructure_stats.cpu_utilization",
  memory_utilization: "infrastructure_stats.memory_utilization",
};

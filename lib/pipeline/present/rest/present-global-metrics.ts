import type { GlobalMetricsContract } from "@/lib/contracts/global-metrics";
import type { GlobalMetrics } from "@/lib/domain/snapshot";
import { NO_FIGURES, NO_HEALTH } from "./no-snapshot";
import { presentHealth } from "./present-health";
import { presentLastWeek } from "./present-last-week";
import { isoOrNull, percentOf, ratioOf } from "./rest-value";

/** The world's figures as the contract has them; null (no cycle yet) gives an answer of nulls. */
export function presentGlobalMetrics(snapshot: GlobalMetrics | null): GlobalMetricsContract {
  const figures = snapshot ?? { ...NO_FIGURES, ...NO_HEALTH };
  const newestSampleMs = snapshot?.newestSampleMs ?? null;
  return {
    timestamp: isoOrNull(snapshot?.asOfMs ?? null),
    total_requests_per_second: figures.requestsPerSecond,
    active_users: figures.activeUsers,
    global_latency_p99: figures.latencyP99Ms,
    global_latency_p95: figures.latencyP95Ms,
    global_latency_p50: figures.latencyP50Ms,
    error_rate: ratioOf(figures.errorRatio),
    availability: percentOf(figures.availabilityRatio),
    throughput: figures.throughputPerSecond,
    cpu_utilization: percentOf(figures.cpuRatio),
    memory_utilization: percentOf(figures.memoryRatio),
    disk_utilization: percentOf(figures.diskRatio),
    network_utilization: percentOf(figures.networkRatio),
    connection_utilization: percentOf(figures.connectionRatio),
    server_count: figures.servers,
    database_connections: figures.databaseConnections,
    cache_hit_rate: percentOf(figures.cacheHitRatio),
    load_balancer_health: percentOf(figures.loadBalancerHealthRatio),
    ...presentHealth(figures, {
      stale: figures.status === "unknown" && newestSampleMs !== null, // it was heard of once
      newestSampleMs,
    }),
    last_week: presentLastWeek(snapshot?.lastWeek ?? null),
  };
}

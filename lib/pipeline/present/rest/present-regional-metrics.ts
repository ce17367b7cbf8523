import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { RegionalMetrics } from "@/lib/domain/snapshot";
import { presentImpact } from "./present-impact";
import { presentHealth } from "./present-health";
import { presentLastWeek } from "./present-last-week";
import { isoOf, percentOf, ratioOf } from "./rest-value";

/** One region's figures as the contract has them. */
export function presentRegionalMetrics(snapshot: RegionalMetrics): RegionalMetricsContract {
  return {
    region: snapshot.region,
    timestamp: isoOf(snapshot.asOfMs),
    requests_per_second: snapshot.requestsPerSecond,
    active_users: snapshot.activeUsers,
    latency_p99: snapshot.latencyP99Ms,
    latency_p95: snapshot.latencyP95Ms,
    latency_p50: snapshot.latencyP50Ms,
    error_rate: ratioOf(snapshot.errorRatio),
    availability: percentOf(snapshot.availabilityRatio),
    throughput: snapshot.throughputPerSecond,
    server_count: snapshot.servers,
    load_balancer_health: percentOf(snapshot.loadBalancerHealthRatio),
    database_connections: snapshot.databaseConnections,
    connection_utilization: percentOf(snapshot.connectionRatio),
    cache_hit_rate: percentOf(snapshot.cacheHitRatio),
    cpu_utilization: percentOf(snapshot.cpuRatio),
    memory_utilization: percentOf(snapshot.memoryRatio),
    disk_utilization: percentOf(snapshot.diskRatio),
    network_utilization: percentOf(snapshot.networkRatio),
    ...presentImpact(snapshot.impact),
    revenue_per_minute: snapshot.business?.revenuePerMinute ?? null,
    cost_per_million_requests: snapshot.business?.cost?.perMillionRequests ?? null,
    cost_efficiency: percentOf(snapshot.business?.cost?.efficiencyRatio ?? null),
    ...presentHealth(snapshot, snapshot),
    last_week: presentLastWeek(snapshot.lastWeek),
  };
}

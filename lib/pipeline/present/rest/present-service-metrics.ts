import type { ServiceMetricsContract } from "@/lib/contracts/service-metrics";
import type { ServiceMetrics, ServiceTotals } from "@/lib/domain/snapshot";
import { presentImpact } from "./present-impact";
import { presentHealth } from "./present-health";
import { isoOf, percentOf, ratioOf } from "./rest-value";

/** The figures of one service in one region as the contract has them. */
export function presentServiceMetrics(snapshot: ServiceMetrics): ServiceMetricsContract {
  return {
    service_name: snapshot.service,
    region: snapshot.region,
    ...presentServiceFigures(snapshot),
  };
}

/** What a service in a region and a service over all of them have in common. */
export function presentServiceFigures(
  snapshot: ServiceMetrics | ServiceTotals,
): Omit<ServiceMetricsContract, "service_name" | "region"> {
  return {
    timestamp: isoOf(snapshot.asOfMs),
    requests_per_second: snapshot.requestsPerSecond,
    throughput: snapshot.throughputPerSecond,
    active_users: snapshot.activeUsers,
    error_rate: ratioOf(snapshot.errorRatio),
    availability: percentOf(snapshot.availabilityRatio),
    latency_p99: snapshot.latencyP99Ms,
    latency_p95: snapshot.latencyP95Ms,
    latency_p50: snapshot.latencyP50Ms,
    cpu_usage: percentOf(snapshot.cpuRatio),
    memory_usage: percentOf(snapshot.memoryRatio),
    disk_usage: percentOf(snapshot.diskRatio),
    network_usage: percentOf(snapshot.networkRatio),
    connection_utilization: percentOf(snapshot.connectionRatio),
    instance_count: snapshot.servers,
    database_connections: snapshot.databaseConnections,
    cache_hit_rate: percentOf(snapshot.cacheHitRatio),
    ...presentImpact(snapshot.impact),
    ...presentHealth(snapshot, snapshot),
  };
}

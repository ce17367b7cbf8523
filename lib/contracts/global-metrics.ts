import * as z from "zod";
import { successSchema } from "./envelope";
import { lastWeekSchema } from "./last-week";
import { scopeFigure } from "./scope-figure";
import { figuresTimestamp, scopeHealthShape } from "./scope-health";

export const globalMetricsSchema = z
  .object({
    timestamp: figuresTimestamp,
    total_requests_per_second: scopeFigure.requestsPerSecond(),
    active_users: scopeFigure.activeUsers(),
    global_latency_p99: scopeFigure.latencyP99(),
    global_latency_p95: scopeFigure.latencyP95(),
    global_latency_p50: scopeFigure.latencyP50(),
    error_rate: scopeFigure.errorRate(),
    availability: scopeFigure.availability(),
    throughput: scopeFigure.throughput(),
    cpu_utilization: scopeFigure.cpu(),
    memory_utilization: scopeFigure.memory(),
    disk_utilization: scopeFigure.disk(),
    network_utilization: scopeFigure.network(),
    connection_utilization: scopeFigure.connectionUtilization(),
    server_count: scopeFigure.servers(),
    database_connections: scopeFigure.databaseConnections(),
    cache_hit_rate: scopeFigure.cacheHitRate(),
    load_balancer_health: scopeFigure.loadBalancerHealth(),
    ...scopeHealthShape,
    last_week: lastWeekSchema,
  })
  .meta({ id: "GlobalMetrics", description: "The whole platform now" });
export type GlobalMetricsContract = z.infer<typeof globalMetricsSchema>;

export const globalMetricsResponseSchema = successSchema(globalMetricsSchema);
export type GlobalMetricsResponse = z.infer<typeof globalMetricsResponseSchema>;

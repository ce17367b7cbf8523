import * as z from "zod";
import { successSchema } from "./envelope";
import { money, score } from "./figure";
import { pageQueryShape } from "./page-query";
import { lastWeekSchema } from "./last-week";
import { scopeFigure } from "./scope-figure";
import { figuresTimestamp, scopeHealthShape } from "./scope-health";
import { regionList } from "./region-list";
import { scopeImpactShape } from "./scope-impact";

export const regionalMetricsSchema = z
  .object({
    region: z.string(),
    timestamp: figuresTimestamp,
    requests_per_second: scopeFigure.requestsPerSecond(),
    active_users: scopeFigure.activeUsers(),
    latency_p99: scopeFigure.latencyP99(),
    latency_p95: scopeFigure.latencyP95(),
    latency_p50: scopeFigure.latencyP50(),
    error_rate: scopeFigure.errorRate(),
    availability: scopeFigure.availability(),
    throughput: scopeFigure.throughput(),
    server_count: scopeFigure.servers(),
    load_balancer_health: scopeFigure.loadBalancerHealth(),
    database_connections: scopeFigure.databaseConnections(),
    connection_utilization: scopeFigure.connectionUtilization(),
    cache_hit_rate: scopeFigure.cacheHitRate(),
    cpu_utilization: scopeFigure.cpu(),
    memory_utilization: scopeFigure.memory(),
    disk_utilization: scopeFigure.disk(),
    network_utilization: scopeFigure.network(),
    ...scopeImpactShape,
    revenue_per_minute: money("Revenue that comes; null where none is sent"),
    cost_per_million_requests: money("Servers × price per server-hour ÷ requests"),
    cost_efficiency: score("Capacity in useful use at the target utilisation ÷ capacity paid for"),
    ...scopeHealthShape,
    last_week: lastWeekSchema,
  })
  .meta({ id: "RegionalMetrics", description: "One region now" });
export type RegionalMetricsContract = z.infer<typeof regionalMetricsSchema>;

export const regionalMetricsQuerySchema = z.strictObject({
  regions: regionList
    .optional()
    .meta({ description: "Only these regions, separated by commas; an unknown one is a 400 that names it" }),
  ...pageQueryShape,
});
export type RegionalMetricsQuery = z.infer<typeof regionalMetricsQuerySchema>;

export const regionalMetricsResponseSchema = successSchema(z.array(regionalMetricsSchema));
export type RegionalMetricsResponse = z.infer<typeof regionalMetricsResponseSchema>;

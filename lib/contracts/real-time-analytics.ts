import * as z from "zod";
import { successSchema } from "./envelope";
import { regionalMetricsSchema } from "./regional-metrics";
import { scopeFigure } from "./scope-figure";
import { figuresTimestamp } from "./scope-health";
import { statusSchema } from "./status";

export const realTimeAnalyticsSchema = z
  .object({
    timestamp: figuresTimestamp,
    status: statusSchema,
    global_performance: z.object({
      requests_per_second: scopeFigure.requestsPerSecond(),
      active_users: scopeFigure.activeUsers(),
      latency_p99: scopeFigure.latencyP99(),
      error_rate: scopeFigure.errorRate(),
      availability: scopeFigure.availability(),
    }),
    infrastructure_stats: z.object({
      total_servers: scopeFigure.servers(),
      average_cache_hit_rate: scopeFigure.cacheHitRate(),
      total_database_connections: scopeFigure.databaseConnections(),
      cpu_utilization: scopeFigure.cpu(),
      memory_utilization: scopeFigure.memory(),
    }),
    regional_breakdown: z.array(regionalMetricsSchema),
  })
  .meta({ id: "RealTimeAnalytics", description: "The platform and its regions now, in one answer" });
export type RealTimeAnalyticsContract = z.infer<typeof realTimeAnalyticsSchema>;

export const realTimeAnalyticsResponseSchema = successSchema(realTimeAnalyticsSchema);
export type RealTimeAnalyticsResponse = z.infer<typeof realTimeAnalyticsResponseSchema>;

import * as z from "zod";
import { successSchema } from "./envelope";
import { pageQueryShape } from "./page-query";
import { scopeFigure } from "./scope-figure";
import { figuresTimestamp, scopeHealthShape } from "./scope-health";
import { scopeImpactShape } from "./scope-impact";
import { textInput } from "./text";

/** What a service in a region and a service over all of them have in common. */
export const serviceFiguresShape = {
  timestamp: figuresTimestamp,
  requests_per_second: scopeFigure.requestsPerSecond(),
  throughput: scopeFigure.throughput(),
  active_users: scopeFigure.activeUsers(),
  error_rate: scopeFigure.errorRate(),
  availability: scopeFigure.availability(),
  latency_p99: scopeFigure.latencyP99(),
  latency_p95: scopeFigure.latencyP95(),
  latency_p50: scopeFigure.latencyP50(),
  cpu_usage: scopeFigure.cpu(),
  memory_usage: scopeFigure.memory(),
  disk_usage: scopeFigure.disk(),
  network_usage: scopeFigure.network(),
  connection_utilization: scopeFigure.connectionUtilization(),
  instance_count: scopeFigure.servers(),
  database_connections: scopeFigure.databaseConnections(),
  cache_hit_rate: scopeFigure.cacheHitRate(),
  ...scopeImpactShape,
  ...scopeHealthShape,
};

export const serviceMetricsSchema = z
  .object({ service_name: z.string(), region: z.string(), ...serviceFiguresShape })
  .meta({ id: "ServiceMetrics", description: "One service in one region now" });
export type ServiceMetricsContract = z.infer<typeof serviceMetricsSchema>;

export const serviceMetricsQuerySchema = z.strictObject({
  region: textInput
    .min(1)
    .optional()
    .meta({ description: "Only this region; an unknown one is a 400 that names it" }),
  service: textInput
    .min(1)
    .optional()
    .meta({ description: "Only this service; an unknown one is a 400 that names it" }),
  ...pageQueryShape,
});
export type ServiceMetricsQuery = z.infer<typeof serviceMetricsQuerySchema>;

export const serviceMetricsResponseSchema = successSchema(z.array(serviceMetricsSchema));
export type ServiceMetricsResponse = z.infer<typeof serviceMetricsResponseSchema>;

import * as z from "zod";
import { serviceMetricsQuerySchema, serviceMetricsSchema } from "@/lib/contracts/service-metrics";
import { defineRoute } from "@/lib/http/define-route";
import { readServiceMetrics } from "@/lib/monitoring/read-service-metrics";
import { serviceMetricsAnswer } from "@/lib/pipeline/present/rest/service-metrics-answer";

export const GET = defineRoute({
  summary: "Every service in every region now, or of one region or service",
  scope: "metrics:read",
  query: serviceMetricsQuerySchema,
  response: z.array(serviceMetricsSchema),
  handle: async (ctx, { query }) => {
    const { region = null, service = null } = query;
    return serviceMetricsAnswer(await readServiceMetrics(ctx, { region, service }), query);
  },
});

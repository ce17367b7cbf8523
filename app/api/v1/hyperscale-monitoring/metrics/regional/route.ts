import * as z from "zod";
import { regionalMetricsQuerySchema, regionalMetricsSchema } from "@/lib/contracts/regional-metrics";
import { defineRoute } from "@/lib/http/define-route";
import { readRegionalMetrics } from "@/lib/monitoring/read-regional-metrics";
import { regionalMetricsAnswer } from "@/lib/pipeline/present/rest/regional-metrics-answer";

export const GET = defineRoute({
  summary: "Every region now, or those named",
  scope: "metrics:read",
  query: regionalMetricsQuerySchema,
  response: z.array(regionalMetricsSchema),
  handle: async (ctx, { query }) =>
    regionalMetricsAnswer(await readRegionalMetrics(ctx, { regions: query.regions ?? null }), query),
});

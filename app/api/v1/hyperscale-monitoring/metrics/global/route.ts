import { globalMetricsSchema } from "@/lib/contracts/global-metrics";
import { defineRoute } from "@/lib/http/define-route";
import { readGlobalMetrics } from "@/lib/monitoring/read-global-metrics";
import { globalMetricsAnswer } from "@/lib/pipeline/present/rest/global-metrics-answer";

export const GET = defineRoute({
  summary: "The whole platform now",
  scope: "metrics:read",
  response: globalMetricsSchema,
  handle: async (ctx) => globalMetricsAnswer(await readGlobalMetrics(ctx)),
});

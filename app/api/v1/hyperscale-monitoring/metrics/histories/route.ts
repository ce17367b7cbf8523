import { metricsHistoriesQuerySchema, metricsHistoriesSchema } from "@/lib/contracts/metrics-histories";
import { HOUR_MS } from "@/lib/domain/window";
import { defineRoute } from "@/lib/http/define-route";
import { readMetricHistories } from "@/lib/monitoring/read-metric-histories";
import { metricsHistoriesAnswer } from "@/lib/pipeline/present/rest/metrics-histories-answer";

export const GET = defineRoute({
  summary: "Several metrics of several regions over time in one answer, values only",
  scope: "metrics:read",
  query: metricsHistoriesQuerySchema,
  response: metricsHistoriesSchema,
  handle: async (ctx, { query }) => {
    const nowMs = ctx.clock.nowMs();
    const toMs = query.to ?? nowMs;
    const { metrics, regions = null, service = null, points } = query;
    const span = { fromMs: query.from ?? toMs - HOUR_MS, toMs };
    const histories = await readMetricHistories(ctx, { metrics, regions, service, ...span, points });
    return metricsHistoriesAnswer(histories, nowMs);
  },
});

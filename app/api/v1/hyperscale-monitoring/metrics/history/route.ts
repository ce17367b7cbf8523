import { metricsHistoryQuerySchema, metricsHistorySchema } from "@/lib/contracts/metrics-history";
import { HOUR_MS } from "@/lib/domain/window";
import { defineRoute } from "@/lib/http/define-route";
import { readMetricHistory } from "@/lib/monitoring/read-metric-history";
import { metricsHistoryAnswer } from "@/lib/pipeline/present/rest/metrics-history-answer";

export const GET = defineRoute({
  summary: "A metric over time, from the roll-up tier that fits",
  scope: "metrics:read",
  query: metricsHistoryQuerySchema,
  response: metricsHistorySchema,
  handle: async (ctx, { query }) => {
    const nowMs = ctx.clock.nowMs();
    const toMs = query.to ?? nowMs;
    const history = await readMetricHistory(ctx, {
      metric: query.metric,
      region: query.region ?? null,
      service: query.service ?? null,
      fromMs: query.from ?? toMs - HOUR_MS,
      toMs,
      points: query.points,
    });
    return metricsHistoryAnswer(history, nowMs);
  },
});

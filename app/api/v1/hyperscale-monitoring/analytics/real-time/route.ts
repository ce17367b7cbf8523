import { realTimeAnalyticsSchema } from "@/lib/contracts/real-time-analytics";
import { defineRoute } from "@/lib/http/define-route";
import { readRealTime } from "@/lib/monitoring/read-real-time";
import { realTimeAnalyticsAnswer } from "@/lib/pipeline/present/rest/real-time-analytics-answer";

export const GET = defineRoute({
  summary: "The platform and its regions now, both of the same moment",
  scope: "metrics:read",
  response: realTimeAnalyticsSchema,
  handle: async (ctx) => {
    const now = await readRealTime(ctx);
    return realTimeAnalyticsAnswer(now?.global ?? null, now?.regions ?? []);
  },
});

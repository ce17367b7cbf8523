import { monitoringStatusSchema } from "@/lib/contracts/monitoring-status";
import { defineRoute } from "@/lib/http/define-route";
import { readWorkerLag } from "@/lib/monitoring/read-worker-lag";
import { monitoringStatusAnswer } from "@/lib/pipeline/present/rest/monitoring-status-answer";

export const GET = defineRoute({
  summary: "How far the engine is that makes the figures",
  scope: "metrics:read",
  response: monitoringStatusSchema,
  handle: async (ctx) => monitoringStatusAnswer(await readWorkerLag(ctx)),
});

import * as z from "zod";
import { listPredictionsQuerySchema, predictionSchema } from "@/lib/contracts/prediction";
import { defineRoute } from "@/lib/http/define-route";
import { predictionListAnswer } from "@/lib/pipeline/present/rest/prediction-list-answer";
import { listPredictions } from "@/lib/predictions/list-predictions";

export const GET = defineRoute({
  summary:
    "Predictive alerts, newest first, one a cause: calibrated probability, time range, and how often their like came true",
  scope: "metrics:read",
  query: listPredictionsQuerySchema,
  response: z.array(predictionSchema),
  handle: async (ctx, { query: { cursor, ...filter } }) =>
    predictionListAnswer(await listPredictions(ctx, { ...filter, ...(cursor ? { after: cursor } : {}) })),
});

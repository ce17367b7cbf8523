import { predictionRecordSchema } from "@/lib/contracts/prediction";
import { defineRoute } from "@/lib/http/define-route";
import { presentPredictionRecord } from "@/lib/pipeline/present/rest/present-prediction-record";
import { readPredictionRecord } from "@/lib/predictions/read-prediction-record";

export const GET = defineRoute({
  summary: "How often predictions came true: precision, recall, lead time, Brier score and reliability",
  scope: "metrics:read",
  response: predictionRecordSchema,
  handle: async (ctx) => {
    const { record, asOfMs, demo } = await readPredictionRecord(ctx);
    return { data: presentPredictionRecord(record), asOfMs, demo };
  },
});

import * as z from "zod";
import { predictionSchema } from "@/lib/contracts/prediction";
import { textInput } from "@/lib/contracts/text";
import { defineRoute } from "@/lib/http/define-route";
import { presentPrediction } from "@/lib/pipeline/present/rest/present-prediction";
import { findPrediction } from "@/lib/predictions/list-predictions";

export const GET = defineRoute({
  summary: "One prediction, whether an alert or a part of one: what it said, and what became of it",
  scope: "metrics:read",
  params: z.object({ id: textInput.min(1) }),
  response: predictionSchema,
  handle: async (ctx, { params }) => {
    const { told, asOfMs } = await findPrediction(ctx, params);
    return { data: presentPrediction(told), asOfMs, demo: told.prediction.demo };
  },
});

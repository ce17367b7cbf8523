import { predictionModel } from "@/lib/compose/predictions";
import { predictionRuleBodySchema, rulePreviewSchema } from "@/lib/contracts/prediction-rule";
import { defineRoute } from "@/lib/http/define-route";
import {
  predictionRuleOfBody,
  presentRulePreview,
} from "@/lib/pipeline/present/rest/present-prediction-rule";
import { previewPredictionRule } from "@/lib/predictions/preview-prediction-rule";

export const POST = defineRoute({
  summary:
    "What a rule would have done over the last 28 days, by what was known at each time; stores nothing",
  scope: "settings:write",
  body: predictionRuleBodySchema,
  response: rulePreviewSchema,
  handle: async (ctx, { body }) => ({
    data: presentRulePreview(await previewPredictionRule(ctx, predictionModel(), predictionRuleOfBody(body))),
  }),
});

import * as z from "zod";
import { predictionRuleBodySchema, predictionRuleSchema } from "@/lib/contracts/prediction-rule";
import { textInput } from "@/lib/contracts/text";
import type { StoredPredictionRule } from "@/lib/domain/prediction-rule";
import { defineRoute } from "@/lib/http/define-route";
import {
  predictionRuleOfBody,
  presentPredictionRule,
} from "@/lib/pipeline/present/rest/present-prediction-rule";
import { versionTag } from "@/lib/platform/version-tag";
import { deletePredictionRule } from "@/lib/predictions/delete-prediction-rule";
import { updatePredictionRule } from "@/lib/predictions/update-prediction-rule";

const params = z.object({ id: textInput.min(1) });

function changed(rule: StoredPredictionRule) {
  const etag = versionTag(rule.version);
  return { data: presentPredictionRule(rule, etag), headers: new Headers({ etag }) };
}

export const PUT = defineRoute({
  summary: "Changes a rule of predictive alerts; of a built-in one neither kind nor region",
  scope: "settings:write",
  params,
  body: predictionRuleBodySchema,
  conditional: true,
  response: predictionRuleSchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) =>
    changed(await updatePredictionRule(ctx, { ...predictionRuleOfBody(body), id, ifMatch })),
});

export const DELETE = defineRoute({
  summary: "Deletes a region's rule; the one for every region holds there again",
  scope: "settings:write",
  params,
  conditional: true,
  response: predictionRuleSchema,
  handle: async (ctx, { params: { id }, ifMatch }) =>
    changed(await deletePredictionRule(ctx, { id, ifMatch })),
});

import * as z from "zod";
import { predictionRuleBodySchema, predictionRuleSchema } from "@/lib/contracts/prediction-rule";
import { defineRoute } from "@/lib/http/define-route";
import {
  predictionRuleOfBody,
  presentPredictionRule,
} from "@/lib/pipeline/present/rest/present-prediction-rule";
import { versionTag } from "@/lib/platform/version-tag";
import { createPredictionRule } from "@/lib/predictions/create-prediction-rule";
import { listPredictionRules } from "@/lib/predictions/list-prediction-rules";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every rule of predictive alerts: thresholds, and from which probability on an alert opens",
  scope: "metrics:read",
  response: z.array(predictionRuleSchema),
  handle: async (ctx) => {
    const rules = await listPredictionRules(ctx);
    return { data: rules.map((rule) => presentPredictionRule(rule, versionTag(rule.version))) };
  },
});

export const POST = defineRoute({
  summary: "Adds a region's own rule; the next run goes by it",
  scope: "settings:write",
  body: predictionRuleBodySchema,
  response: predictionRuleSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const created = await createPredictionRule(ctx, predictionRuleOfBody(body));
    const etag = versionTag(created.version);
    return { data: presentPredictionRule(created, etag), headers: new Headers({ etag }) };
  },
});

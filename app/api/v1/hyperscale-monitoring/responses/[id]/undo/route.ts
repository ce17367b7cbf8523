import { noBodySchema } from "@/lib/contracts/incident";
import { responseParamsSchema, responseRunSchema } from "@/lib/contracts/response";
import { defineRoute } from "@/lib/http/define-route";
import { responseAnswer } from "@/lib/pipeline/present/rest/present-response";
import { undoResponse } from "@/lib/pipeline/respond/decide-response";
import { describeRun } from "@/lib/pipeline/respond/describe-run";

export const POST = defineRoute({
  summary: "Takes an action back that can be",
  scope: "responses:approve",
  params: responseParamsSchema,
  body: noBodySchema,
  response: responseRunSchema,
  handle: async (ctx, { params }) => responseAnswer(describeRun(await undoResponse(ctx, params))),
});

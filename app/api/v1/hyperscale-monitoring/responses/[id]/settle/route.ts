import { settleResponseBodySchema, responseParamsSchema, responseRunSchema } from "@/lib/contracts/response";
import { defineRoute } from "@/lib/http/define-route";
import { responseAnswer } from "@/lib/pipeline/present/rest/present-response";
import { settleResponse } from "@/lib/pipeline/respond/decide-response";
import { describeRun } from "@/lib/pipeline/respond/describe-run";

export const POST = defineRoute({
  summary: "Says whether an action of which nobody knows was carried out",
  scope: "responses:approve",
  params: responseParamsSchema,
  body: settleResponseBodySchema,
  response: responseRunSchema,
  handle: async (ctx, { params, body }) =>
    responseAnswer(describeRun(await settleResponse(ctx, { ...params, ...body }))),
});

import { denyResponseBodySchema, responseParamsSchema, responseRunSchema } from "@/lib/contracts/response";
import { defineRoute } from "@/lib/http/define-route";
import { responseAnswer } from "@/lib/pipeline/present/rest/present-response";
import { denyResponse } from "@/lib/pipeline/respond/decide-response";
import { describeRun } from "@/lib/pipeline/respond/describe-run";

export const POST = defineRoute({
  summary: "Says no to a response that waits for somebody",
  scope: "responses:approve",
  params: responseParamsSchema,
  body: denyResponseBodySchema,
  response: responseRunSchema,
  handle: async (ctx, { params, body }) =>
    responseAnswer(describeRun(await denyResponse(ctx, { ...params, ...body }))),
});

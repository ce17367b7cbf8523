import { noBodySchema } from "@/lib/contracts/incident";
import { responseParamsSchema, responseRunSchema } from "@/lib/contracts/response";
import { defineRoute } from "@/lib/http/define-route";
import { responseAnswer } from "@/lib/pipeline/present/rest/present-response";
import { approveResponse } from "@/lib/pipeline/respond/decide-response";
import { describeRun } from "@/lib/pipeline/respond/describe-run";

export const POST = defineRoute({
  summary: "Lets a response start that waits for somebody; its limits are checked as it is claimed",
  scope: "responses:approve",
  params: responseParamsSchema,
  body: noBodySchema,
  response: responseRunSchema,
  handle: async (ctx, { params }) => responseAnswer(describeRun(await approveResponse(ctx, params))),
});

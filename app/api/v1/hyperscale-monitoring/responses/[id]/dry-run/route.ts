import { responseExecutor } from "@/lib/compose/responses";
import { dryRunSchema, responseParamsSchema } from "@/lib/contracts/response";
import { defineRoute } from "@/lib/http/define-route";
import { dryRunAnswer } from "@/lib/pipeline/present/rest/present-response";
import { dryRunResponse } from "@/lib/pipeline/respond/dry-run-response";

export const GET = defineRoute({
  summary:
    "What a response would do if it started now, and what would be left of its limits; nothing happens",
  scope: "metrics:read",
  params: responseParamsSchema,
  response: dryRunSchema,
  handle: async (ctx, { params }) => dryRunAnswer(await dryRunResponse(ctx, responseExecutor(ctx), params)),
});

import * as z from "zod";
import { listResponsesQuerySchema, responseRunSchema } from "@/lib/contracts/response";
import { defineRoute } from "@/lib/http/define-route";
import { responseListAnswer } from "@/lib/pipeline/present/rest/present-response";
import { describeRun } from "@/lib/pipeline/respond/describe-run";
import { listResponses } from "@/lib/pipeline/respond/list-responses";

export const GET = defineRoute({
  summary: "The ledger of automated responses, newest first",
  scope: "metrics:read",
  query: listResponsesQuerySchema,
  response: z.array(responseRunSchema),
  handle: async (ctx, { query: { incident, state, cursor, limit } }) => {
    const { runs, last } = await listResponses(ctx, {
      limit,
      ...(incident ? { incidentId: incident } : {}),
      ...(state ? { states: [state] } : {}),
      ...(cursor ? { after: cursor } : {}),
    });
    return responseListAnswer({ runs: runs.map(describeRun), last });
  },
});

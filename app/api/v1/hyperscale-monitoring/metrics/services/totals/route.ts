import * as z from "zod";
import { serviceTotalsQuerySchema, serviceTotalsSchema } from "@/lib/contracts/service-totals";
import { defineRoute } from "@/lib/http/define-route";
import { readServiceTotals } from "@/lib/monitoring/read-service-totals";
import { serviceTotalsAnswer } from "@/lib/pipeline/present/rest/service-totals-answer";

export const GET = defineRoute({
  summary: "Every service over all its regions now",
  scope: "metrics:read",
  query: serviceTotalsQuerySchema,
  response: z.array(serviceTotalsSchema),
  handle: async (ctx, { query }) => serviceTotalsAnswer(await readServiceTotals(ctx), query),
});

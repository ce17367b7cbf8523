import { readCapacity } from "@/lib/capacity/read-capacity";
import { capacityForecastSchema, capacityQuerySchema } from "@/lib/contracts/capacity-forecast";
import { defineRoute } from "@/lib/http/define-route";
import { capacityAsked } from "@/lib/pipeline/present/capacity-asked";
import { capacityAnswer } from "@/lib/pipeline/present/rest/capacity-answer";
import { regionNames } from "@/lib/pipeline/present/region-name";

export const GET = defineRoute({
  summary:
    "What the days ahead need: growth, servers, cost, what to order by when, and how long resources last",
  scope: "metrics:read",
  query: capacityQuerySchema,
  response: capacityForecastSchema,
  handle: async (ctx, { query }) => {
    const asked = capacityAsked(query, ctx.clock.nowMs());
    const { regions, ...read } = await readCapacity(ctx, asked);
    return capacityAnswer({ ...read, nameOf: regionNames(regions) }, asked);
  },
});

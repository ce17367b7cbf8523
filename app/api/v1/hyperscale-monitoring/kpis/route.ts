import { recordKpis } from "@/lib/business/record-kpis";
import { kpiReceiptSchema, recordKpisBodySchema } from "@/lib/contracts/kpi";
import { defineRoute } from "@/lib/http/define-route";

const ACCEPTED = 202;

export const POST = defineRoute({
  summary: "Records business figures; one counts once for its metric, region, service and moment",
  scope: "kpis:write",
  body: recordKpisBodySchema,
  response: kpiReceiptSchema,
  status: ACCEPTED,
  handle: async (ctx, { body }) => {
    const figures = body.figures.map(({ time, ...same }) => ({ ...same, timeMs: time }));
    const { id, outcome } = await recordKpis(ctx, { figures, registerRegions: body.register_regions });
    if (outcome === null)
      return { data: { id, state: "waiting" as const, counted: null, refused: {}, ignored: {} } };
    return { data: { id, state: "counted" as const, ...outcome } };
  },
});

import { incidentDetailSchema, incidentParamsSchema, noBodySchema } from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { undoIncident } from "@/lib/pipeline/incidents/undo-incident";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const POST = defineRoute({
  summary: "Takes one's own newest change back, within ten seconds",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: noBodySchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params }) => {
    await undoIncident(ctx, params);
    return incidentAnswer(await readIncident(ctx, params));
  },
});

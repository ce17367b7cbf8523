import { incidentDetailSchema, incidentParamsSchema, noBodySchema } from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { acknowledgeIncident } from "@/lib/pipeline/incidents/acknowledge-incident";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const POST = defineRoute({
  summary: "Says that somebody is on it",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: noBodySchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params }) => {
    await acknowledgeIncident(ctx, params);
    return incidentAnswer(await readIncident(ctx, params));
  },
});

import {
  incidentDetailSchema,
  incidentParamsSchema,
  incidentStatusBodySchema,
} from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { setIncidentStatus } from "@/lib/pipeline/incidents/set-incident-status";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const POST = defineRoute({
  summary: "Sets how far one is, with a word for others",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: incidentStatusBodySchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params, body }) => {
    await setIncidentStatus(ctx, { ...params, ...body });
    return incidentAnswer(await readIncident(ctx, params));
  },
});

import {
  incidentDetailSchema,
  incidentParamsSchema,
  reopenIncidentBodySchema,
} from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { reopenIncident } from "@/lib/pipeline/incidents/reopen-incident";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const POST = defineRoute({
  summary: "Says that a resolved incident is not over",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: reopenIncidentBodySchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params, body }) => {
    await reopenIncident(ctx, { ...params, ...body });
    return incidentAnswer(await readIncident(ctx, params));
  },
});

import {
  incidentDetailSchema,
  incidentParamsSchema,
  assignIncidentBodySchema,
} from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { assignIncident } from "@/lib/pipeline/incidents/assign-incident";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const POST = defineRoute({
  summary: "Says who is on it",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: assignIncidentBodySchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params, body }) => {
    await assignIncident(ctx, { ...params, assigneeId: body.assignee_id });
    return incidentAnswer(await readIncident(ctx, params));
  },
});

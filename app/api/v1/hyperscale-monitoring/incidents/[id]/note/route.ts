import { incidentDetailSchema, incidentParamsSchema, noteIncidentBodySchema } from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { noteIncident } from "@/lib/pipeline/incidents/note-incident";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const POST = defineRoute({
  summary: "Writes a line into the timeline",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: noteIncidentBodySchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params, body }) => {
    await noteIncident(ctx, {
      ...params,
      text: body.text,
      atMs: body.at === null ? null : Date.parse(body.at),
    });
    return incidentAnswer(await readIncident(ctx, params));
  },
});

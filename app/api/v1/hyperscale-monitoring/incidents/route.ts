import * as z from "zod";
import {
  incidentDetailSchema,
  incidentSchema,
  listIncidentsQuerySchema,
  openIncidentBodySchema,
} from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { listIncidents } from "@/lib/pipeline/incidents/list-incidents";
import { openIncident } from "@/lib/pipeline/incidents/open-incident";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer, incidentListAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const GET = defineRoute({
  summary: "Incidents, newest first, with what each concerns and costs now",
  scope: "metrics:read",
  query: listIncidentsQuerySchema,
  response: z.array(incidentSchema),
  handle: async (ctx, { query: { status, assignee, cursor, ...filter } }) =>
    incidentListAnswer(
      await listIncidents(ctx, {
        ...filter,
        state: status,
        ...(assignee ? { assigneeId: assignee } : {}),
        ...(cursor ? { after: cursor } : {}),
      }),
    ),
});

export const POST = defineRoute({
  summary: "Opens an incident by hand",
  scope: "incidents:write",
  body: openIncidentBodySchema,
  response: incidentDetailSchema,
  status: 201,
  handle: async (ctx, { body }) =>
    incidentAnswer(await readIncident(ctx, { id: (await openIncident(ctx, body)).id })),
});

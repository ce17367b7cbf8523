import { editIncidentBodySchema, incidentDetailSchema, incidentParamsSchema } from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { editIncident } from "@/lib/pipeline/incidents/edit-incident";
import { readIncident } from "@/lib/pipeline/incidents/read-incident";
import { incidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const GET = defineRoute({
  summary: "One incident with its signals and its timeline",
  scope: "metrics:read",
  params: incidentParamsSchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params }) => incidentAnswer(await readIncident(ctx, params)),
});

export const PATCH = defineRoute({
  summary: "Sets what is named; signals do not change it any more",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: editIncidentBodySchema,
  response: incidentDetailSchema,
  handle: async (ctx, { params, body: { impact_start, impact_end, root_cause, ...same } }) => {
    await editIncident(ctx, {
      ...params,
      ...same,
      ...(impact_start === undefined ? {} : { impactStartMs: timeOf(impact_start) }),
      ...(impact_end === undefined ? {} : { impactEndMs: timeOf(impact_end) }),
      ...(root_cause === undefined ? {} : { rootCause: root_cause }),
    });
    return incidentAnswer(await readIncident(ctx, params));
  },
});

function timeOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}

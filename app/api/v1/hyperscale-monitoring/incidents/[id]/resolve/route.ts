import {
  incidentParamsSchema,
  resolvedIncidentSchema,
  resolveIncidentBodySchema,
} from "@/lib/contracts/incident";
import { defineRoute } from "@/lib/http/define-route";
import { resolveIncident } from "@/lib/pipeline/incidents/resolve-incident";
import { resolvedIncidentAnswer } from "@/lib/pipeline/present/rest/present-incident";

export const POST = defineRoute({
  summary: "Resolves an incident; while a signal of it fires only with a reason",
  scope: "incidents:write",
  params: incidentParamsSchema,
  body: resolveIncidentBodySchema,
  response: resolvedIncidentSchema,
  handle: async (ctx, { params, body: { reason, root_cause, resolution } }) =>
    resolvedIncidentAnswer(
      await resolveIncident(ctx, {
        ...params,
        reason,
        ...(root_cause === undefined ? {} : { rootCause: root_cause }),
        ...(resolution === undefined ? {} : { resolution }),
      }),
    ),
});

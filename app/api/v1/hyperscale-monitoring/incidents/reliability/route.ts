import {
  incidentReliabilityQuerySchema,
  incidentReliabilitySchema,
} from "@/lib/contracts/incident-reliability";
import { defineRoute } from "@/lib/http/define-route";
import { readReliability } from "@/lib/pipeline/incidents/read-reliability";
import { reliabilityAnswer } from "@/lib/pipeline/present/rest/present-reliability";

export const GET = defineRoute({
  summary:
    "Incidents, their minutes and money, and mean and median times to detection, acknowledgement and mitigation",
  scope: "metrics:read",
  query: incidentReliabilityQuerySchema,
  response: incidentReliabilitySchema,
  handle: async (ctx, { query: { from, to } }) =>
    reliabilityAnswer(
      await readReliability(ctx, {
        ...(from === undefined ? {} : { fromMs: from }),
        ...(to === undefined ? {} : { toMs: to }),
      }),
    ),
});

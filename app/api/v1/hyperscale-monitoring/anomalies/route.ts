import * as z from "zod";
import { listAnomalies } from "@/lib/anomalies/list-anomalies";
import { anomalySchema, listAnomaliesQuerySchema } from "@/lib/contracts/anomaly";
import { defineRoute } from "@/lib/http/define-route";
import { anomalyListAnswer } from "@/lib/pipeline/present/rest/anomaly-list-answer";

export const GET = defineRoute({
  summary:
    "What is unusual against a series' own past or beside its siblings, newest first, with the changes shortly before it",
  scope: "metrics:read",
  query: listAnomaliesQuerySchema,
  response: z.array(anomalySchema),
  handle: async (ctx, { query: { cursor, from, to, ...filter } }) =>
    anomalyListAnswer(
      await listAnomalies(ctx, {
        ...filter,
        ...(cursor ? { after: cursor } : {}),
        ...(from === undefined ? {} : { fromMs: from }),
        ...(to === undefined ? {} : { toMs: to }),
      }),
      filter.service ?? null,
    ),
});

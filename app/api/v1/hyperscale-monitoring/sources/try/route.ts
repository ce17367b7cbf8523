import * as z from "zod";
import { sourceServices } from "@/lib/compose/sources";
import { triedMetricSchema, trySourceBodySchema } from "@/lib/contracts/source";
import { defineRoute } from "@/lib/http/define-route";
import { presentTriedMetric, settingsOfBody } from "@/lib/pipeline/present/rest/present-source";
import { trySource } from "@/lib/sources/try-source";

export const POST = defineRoute({
  summary: "Asks every expression once and stores nothing: series, samples, errors, time taken",
  scope: "settings:write",
  body: trySourceBodySchema,
  response: z.array(triedMetricSchema),
  handle: async (ctx, { body }) => {
    const tried = await trySource(ctx, sourceServices(), { ...body, settings: settingsOfBody(body) });
    return { data: tried.map(presentTriedMetric) };
  },
});

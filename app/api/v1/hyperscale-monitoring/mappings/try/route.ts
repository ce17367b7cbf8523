import { createMappingBodySchema, mappingTrialSchema } from "@/lib/contracts/mapping";
import { defineRoute } from "@/lib/http/define-route";
import { tryMapping } from "@/lib/mappings/try-mapping";
import { presentMappingTrial } from "@/lib/pipeline/present/rest/present-mapping";

export const POST = defineRoute({
  summary: "What a rule would do to series that just arrived; changes nothing",
  scope: "settings:write",
  body: createMappingBodySchema,
  response: mappingTrialSchema,
  handle: async (ctx, { body }) => ({ data: presentMappingTrial(await tryMapping(ctx, body)) }),
});

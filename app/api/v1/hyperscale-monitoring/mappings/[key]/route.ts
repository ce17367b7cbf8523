import * as z from "zod";
import { mappingSchema, updateMappingBodySchema } from "@/lib/contracts/mapping";
import { defineRoute } from "@/lib/http/define-route";
import { deleteMapping } from "@/lib/mappings/delete-mapping";
import { updateMapping } from "@/lib/mappings/update-mapping";
import { presentMapping } from "@/lib/pipeline/present/rest/present-mapping";
import { textInput } from "@/lib/contracts/text";

const params = z.object({ key: textInput.min(1) });

export const PUT = defineRoute({
  summary: "Replaces a rule that is still as it was read; of a built-in one only `enabled` may differ",
  scope: "settings:write",
  params,
  body: updateMappingBodySchema,
  response: mappingSchema,
  handle: async (ctx, { params: { key }, body }) => ({
    data: presentMapping(await updateMapping(ctx, { ...body, key })),
  }),
});

export const DELETE = defineRoute({
  summary: "Deletes a rule of one's own that is still as it was read",
  scope: "settings:write",
  params,
  query: z.strictObject({
    updated_at: z.iso
      .datetime()
      .meta({ description: "Of the rule as it was read; 412 where it changed since" }),
  }),
  response: mappingSchema,
  handle: async (ctx, { params: { key }, query }) => {
    const deleted = await deleteMapping(ctx, { key, updatedAtMs: Date.parse(query.updated_at) });
    return { data: presentMapping(deleted) };
  },
});

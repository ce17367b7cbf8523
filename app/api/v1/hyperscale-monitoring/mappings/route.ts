import * as z from "zod";
import { createMappingBodySchema, mappingSchema } from "@/lib/contracts/mapping";
import { defineRoute } from "@/lib/http/define-route";
import { createMapping } from "@/lib/mappings/create-mapping";
import { listMappings } from "@/lib/mappings/list-mappings";
import { presentMapping } from "@/lib/pipeline/present/rest/present-mapping";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every rule, built-in and own, by priority and key",
  scope: "ingest-status:read",
  response: z.array(mappingSchema),
  handle: async (ctx) => ({ data: (await listMappings(ctx)).map(presentMapping) }),
});

export const POST = defineRoute({
  summary: "Adds a rule; it is used without a restart",
  scope: "settings:write",
  body: createMappingBodySchema,
  response: mappingSchema,
  status: CREATED,
  handle: async (ctx, { body }) => ({ data: presentMapping(await createMapping(ctx, body)) }),
});

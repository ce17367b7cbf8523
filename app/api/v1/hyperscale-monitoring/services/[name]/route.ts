import * as z from "zod";
import { readService } from "@/lib/catalog/read-service";
import { updateService } from "@/lib/catalog/update-service";
import { serviceBodySchema, serviceSchema } from "@/lib/contracts/service";
import { textInput } from "@/lib/contracts/text";
import type { CatalogService } from "@/lib/domain/catalog";
import { defineRoute } from "@/lib/http/define-route";
import { presentService, serviceSettingsOfBody } from "@/lib/pipeline/present/rest/present-service";
import { versionTag } from "@/lib/platform/version-tag";

const params = z.object({ name: textInput.min(1) });

function answer(service: CatalogService) {
  const etag = versionTag(service.version);
  return { data: presentService(service, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "One service and what an admin knows of it",
  scope: "metrics:read",
  params,
  response: serviceSchema,
  handle: async (ctx, { params: { name } }) => answer(await readService(ctx, { name })),
});

export const PUT = defineRoute({
  summary: "Replaces what is known of a service: owner, contact, tier, dependencies, reach",
  scope: "settings:write",
  params,
  body: serviceBodySchema,
  conditional: true,
  response: serviceSchema,
  handle: async (ctx, { params: { name }, body, ifMatch }) =>
    answer(await updateService(ctx, { name, settings: serviceSettingsOfBody(body), ifMatch })),
});

import * as z from "zod";
import { readBusinessSettings } from "@/lib/business/read-business-settings";
import { readRegion } from "@/lib/catalog/read-region";
import { updateRegion } from "@/lib/catalog/update-region";
import type { Ctx } from "@/lib/context";
import { regionBodySchema, regionSchema } from "@/lib/contracts/region";
import { textInput } from "@/lib/contracts/text";
import type { CatalogRegion } from "@/lib/domain/catalog";
import { defineRoute } from "@/lib/http/define-route";
import { regionAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { regionSettingsOfBody } from "@/lib/pipeline/present/rest/present-region";
import { versionTag } from "@/lib/platform/version-tag";

const params = z.object({ code: textInput.min(1) });

async function answer(ctx: Ctx, region: CatalogRegion) {
  const { currency } = await readBusinessSettings(ctx);
  const etag = versionTag(region.version);
  return { ...regionAnswer(region, currency, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "One region and what an admin knows of it",
  scope: "metrics:read",
  params,
  response: regionSchema,
  handle: async (ctx, { params: { code } }) => answer(ctx, await readRegion(ctx, { code })),
});

export const PUT = defineRoute({
  summary: "Replaces what is known of a region: name, place, time zone, price, revenue",
  scope: "settings:write",
  params,
  body: regionBodySchema,
  conditional: true,
  response: regionSchema,
  handle: async (ctx, { params: { code }, body, ifMatch }) =>
    answer(ctx, await updateRegion(ctx, { code, settings: regionSettingsOfBody(code, body), ifMatch })),
});

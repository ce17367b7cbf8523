import { readBusinessSettings } from "@/lib/business/read-business-settings";
import { updateBusinessSettings } from "@/lib/business/update-business-settings";
import { businessSettingsBodySchema, businessSettingsSchema } from "@/lib/contracts/business-settings";
import type { VersionedBusinessSettings } from "@/lib/domain/business-settings";
import { defineRoute } from "@/lib/http/define-route";
import {
  businessSettingsAnswer,
  businessSettingsOfBody,
} from "@/lib/pipeline/present/rest/present-business-settings";
import { versionTag } from "@/lib/platform/version-tag";

function answer(settings: VersionedBusinessSettings) {
  const etag = versionTag(settings.version);
  return { ...businessSettingsAnswer(settings, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "The business inputs: currency, revenue, prices, abandonment factor, target utilisation",
  scope: "metrics:read",
  response: businessSettingsSchema,
  handle: async (ctx) => answer(await readBusinessSettings(ctx)),
});

export const PUT = defineRoute({
  summary: "Sets the business inputs as a whole; the next cycle uses them",
  scope: "settings:write",
  body: businessSettingsBodySchema,
  conditional: true,
  response: businessSettingsSchema,
  handle: async (ctx, { body, ifMatch }) =>
    answer(await updateBusinessSettings(ctx, { settings: businessSettingsOfBody(body), ifMatch })),
});

import { responseSettingsBodySchema, responseSettingsSchema } from "@/lib/contracts/response";
import type { VersionedResponseSettings } from "@/lib/domain/response";
import { defineRoute } from "@/lib/http/define-route";
import {
  presentResponseSettings,
  responseSettingsOfBody,
} from "@/lib/pipeline/present/rest/present-response-policy";
import { readResponseSettings, updateResponseSettings } from "@/lib/pipeline/respond/response-settings";
import { versionTag } from "@/lib/platform/version-tag";

function answer(settings: VersionedResponseSettings) {
  const etag = versionTag(settings.version);
  return { data: presentResponseSettings(settings, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "The stop switch of automated responses, and the freeze windows",
  scope: "metrics:read",
  response: responseSettingsSchema,
  handle: async (ctx) => answer(await readResponseSettings(ctx)),
});

export const PUT = defineRoute({
  summary: "Sets the stop switch and the freeze windows as a whole; nothing starts against them from then on",
  scope: "responses:approve",
  body: responseSettingsBodySchema,
  conditional: true,
  response: responseSettingsSchema,
  handle: async (ctx, { body, ifMatch }) =>
    answer(await updateResponseSettings(ctx, { settings: responseSettingsOfBody(body), ifMatch })),
});

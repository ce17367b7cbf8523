import * as z from "zod";
import { sourceServices } from "@/lib/compose/sources";
import { sourceBodySchema, sourceSchema } from "@/lib/contracts/source";
import type { Source } from "@/lib/domain/source";
import { defineRoute } from "@/lib/http/define-route";
import { presentSource, settingsOfBody } from "@/lib/pipeline/present/rest/present-source";
import { versionTag } from "@/lib/platform/version-tag";
import { deleteSource } from "@/lib/sources/delete-source";
import { findSource } from "@/lib/sources/find-source";
import { updateSource } from "@/lib/sources/update-source";
import { textInput } from "@/lib/contracts/text";

const params = z.object({ id: textInput.min(1) });

function answer(source: Source) {
  const etag = versionTag(source.version);
  return { data: presentSource(source, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "One source as it is set up; its headers' values are not shown",
  scope: "settings:write",
  params,
  response: sourceSchema,
  handle: async (ctx, { params: { id } }) => answer(await findSource(ctx, { id })),
});

export const PUT = defineRoute({
  summary: "Changes a source; one that is enabled anew is read from now on",
  scope: "settings:write",
  params,
  body: sourceBodySchema,
  conditional: true,
  response: sourceSchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) => {
    const input = { ...body, settings: settingsOfBody(body), id, ifMatch };
    return answer(await updateSource(ctx, sourceServices(), input));
  },
});

export const DELETE = defineRoute({
  summary: "Removes a source; what was read from it stays",
  scope: "settings:write",
  params,
  conditional: true,
  response: sourceSchema,
  handle: async (ctx, { params: { id }, ifMatch }) => answer(await deleteSource(ctx, { id, ifMatch })),
});

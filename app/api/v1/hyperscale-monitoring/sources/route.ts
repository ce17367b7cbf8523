import * as z from "zod";
import { sourceServices } from "@/lib/compose/sources";
import { listedSourceSchema, sourceBodySchema, sourceSchema } from "@/lib/contracts/source";
import { defineRoute } from "@/lib/http/define-route";
import { versionTag } from "@/lib/platform/version-tag";
import {
  presentListedSource,
  presentSource,
  settingsOfBody,
} from "@/lib/pipeline/present/rest/present-source";
import { createSource } from "@/lib/sources/create-source";
import { listSources } from "@/lib/sources/list-sources";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every source and how reading it goes",
  scope: "settings:write",
  response: z.array(listedSourceSchema),
  handle: async (ctx) => {
    const nowMs = ctx.clock.nowMs();
    const sources = await listSources(ctx);
    return { data: sources.map((source) => presentListedSource(source, versionTag(source.version), nowMs)) };
  },
});

export const POST = defineRoute({
  summary: "Adds an engine that is read in place; a worker reads it within seconds",
  scope: "settings:write",
  body: sourceBodySchema,
  response: sourceSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const source = await createSource(ctx, sourceServices(), { ...body, settings: settingsOfBody(body) });
    const etag = versionTag(source.version);
    return { data: presentSource(source, etag), headers: new Headers({ etag }) };
  },
});

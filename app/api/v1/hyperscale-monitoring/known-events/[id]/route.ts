import * as z from "zod";
import { deleteKnownEvent } from "@/lib/capacity/delete-known-event";
import { findKnownEvent } from "@/lib/capacity/find-known-event";
import { updateKnownEvent } from "@/lib/capacity/update-known-event";
import { knownEventBodySchema, knownEventSchema } from "@/lib/contracts/known-event";
import { textInput } from "@/lib/contracts/text";
import type { KnownEvent } from "@/lib/domain/known-event";
import { defineRoute } from "@/lib/http/define-route";
import { knownEventOfBody, presentKnownEvent } from "@/lib/pipeline/present/rest/present-known-event";
import { versionTag } from "@/lib/platform/version-tag";

const params = z.object({ id: textInput.min(1) });

function answer(event: KnownEvent) {
  const data = presentKnownEvent(event, versionTag(event.version));
  // What was measured changes without a version.
  const etag = versionTag(event.version, event.measurement?.measuredMs ?? null);
  return { data, headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "One known event, and what it did to the traffic once it is over",
  scope: "metrics:read",
  params,
  response: knownEventSchema,
  handle: async (ctx, { params: { id } }) => answer(await findKnownEvent(ctx, { id })),
});

export const PUT = defineRoute({
  summary: "Changes a known event: the plan of capacity reckons with it at once",
  scope: "settings:write",
  params,
  body: knownEventBodySchema,
  conditional: true,
  response: knownEventSchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) =>
    answer(await updateKnownEvent(ctx, { id, settings: knownEventOfBody(body), ifMatch })),
});

export const DELETE = defineRoute({
  summary: "Removes a known event",
  scope: "settings:write",
  params,
  conditional: true,
  response: knownEventSchema,
  handle: async (ctx, { params: { id }, ifMatch }) => answer(await deleteKnownEvent(ctx, { id, ifMatch })),
});

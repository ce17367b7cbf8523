import * as z from "zod";
import { createKnownEvent } from "@/lib/capacity/create-known-event";
import { listKnownEvents } from "@/lib/capacity/list-known-events";
import { knownEventBodySchema, knownEventSchema } from "@/lib/contracts/known-event";
import { defineRoute } from "@/lib/http/define-route";
import { knownEventOfBody, presentKnownEvent } from "@/lib/pipeline/present/rest/present-known-event";
import { versionTag } from "@/lib/platform/version-tag";

const CREATED = 201;

export const GET = defineRoute({
  summary:
    "Everything that is known to change the traffic, by when it begins, and what it did once it is over",
  scope: "metrics:read",
  response: z.array(knownEventSchema),
  handle: async (ctx) => ({
    data: (await listKnownEvents(ctx)).map((event) => presentKnownEvent(event, versionTag(event.version))),
  }),
});

export const POST = defineRoute({
  summary:
    "Adds a known event, its effect stated or like an earlier one's: the plan of capacity reckons with it at once",
  scope: "settings:write",
  body: knownEventBodySchema,
  response: knownEventSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const event = await createKnownEvent(ctx, knownEventOfBody(body));
    const etag = versionTag(event.version);
    return { data: presentKnownEvent(event, etag), headers: new Headers({ etag }) };
  },
});

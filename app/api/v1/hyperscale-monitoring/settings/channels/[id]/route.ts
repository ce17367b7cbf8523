import * as z from "zod";
import { channelServices } from "@/lib/compose/notify";
import { channelBodySchema, channelSchema } from "@/lib/contracts/channel";
import { textInput } from "@/lib/contracts/text";
import type { Channel } from "@/lib/domain/notification";
import { defineRoute } from "@/lib/http/define-route";
import { deleteChannel } from "@/lib/notify/delete-channel";
import { findChannel } from "@/lib/notify/find-channel";
import { updateChannel } from "@/lib/notify/update-channel";
import { channelOfBody, presentChannel } from "@/lib/pipeline/present/rest/present-channel";
import { versionTag } from "@/lib/platform/version-tag";

const params = z.object({ id: textInput.min(1) });

function answer(channel: Channel) {
  const etag = versionTag(channel.version);
  return { data: presentChannel(channel, etag), headers: new Headers({ etag }) };
}

export const GET = defineRoute({
  summary: "One channel as it is set up",
  scope: "settings:write",
  params,
  response: channelSchema,
  handle: async (ctx, { params: { id } }) => answer(await findChannel(ctx, { id })),
});

export const PUT = defineRoute({
  summary: "Changes a channel; another receiver needs the secret anew",
  scope: "settings:write",
  params,
  body: channelBodySchema,
  conditional: true,
  response: channelSchema,
  handle: async (ctx, { params: { id }, body, ifMatch }) =>
    answer(await updateChannel(ctx, channelServices(), { id, ...channelOfBody(body), ifMatch })),
});

export const DELETE = defineRoute({
  summary: "Removes a channel with its log; what waits for it is not sent",
  scope: "settings:write",
  params,
  conditional: true,
  response: channelSchema,
  handle: async (ctx, { params: { id }, ifMatch }) => answer(await deleteChannel(ctx, { id, ifMatch })),
});

import * as z from "zod";
import { channelServices } from "@/lib/compose/notify";
import { channelBodySchema, channelSchema } from "@/lib/contracts/channel";
import { defineRoute } from "@/lib/http/define-route";
import { createChannel } from "@/lib/notify/create-channel";
import { listChannels } from "@/lib/notify/list-channels";
import { channelOfBody, presentChannel } from "@/lib/pipeline/present/rest/present-channel";
import { versionTag } from "@/lib/platform/version-tag";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every channel of notifications",
  scope: "settings:write",
  response: z.array(channelSchema),
  handle: async (ctx) => ({
    data: (await listChannels(ctx)).map((each) => presentChannel(each, versionTag(each.version))),
  }),
});

export const POST = defineRoute({
  summary: "Adds a channel: Slack, email, a signed webhook or PagerDuty",
  scope: "settings:write",
  body: channelBodySchema,
  response: channelSchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const channel = await createChannel(ctx, channelServices(), channelOfBody(body));
    const etag = versionTag(channel.version);
    return { data: presentChannel(channel, etag), headers: new Headers({ etag }) };
  },
});

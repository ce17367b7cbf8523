import * as z from "zod";
import { deliveriesQuerySchema, loggedDeliverySchema } from "@/lib/contracts/channel";
import { textInput } from "@/lib/contracts/text";
import { defineRoute } from "@/lib/http/define-route";
import { listDeliveries } from "@/lib/notify/list-deliveries";
import { presentLoggedDelivery } from "@/lib/pipeline/present/rest/present-channel";

export const GET = defineRoute({
  summary: "What a channel was sent, newest first, with every attempt; kept for 40 days",
  scope: "settings:write",
  params: z.object({ id: textInput.min(1) }),
  query: deliveriesQuerySchema,
  response: z.array(loggedDeliverySchema),
  handle: async (ctx, { params: { id }, query: { limit } }) => ({
    data: (await listDeliveries(ctx, { channelId: id, limit })).map(presentLoggedDelivery),
  }),
});

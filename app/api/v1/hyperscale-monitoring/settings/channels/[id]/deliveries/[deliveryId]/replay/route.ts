import * as z from "zod";
import { deliverySchema } from "@/lib/contracts/channel";
import { textInput } from "@/lib/contracts/text";
import { defineRoute } from "@/lib/http/define-route";
import { replayDelivery } from "@/lib/notify/replay-delivery";
import { presentDelivery } from "@/lib/pipeline/present/rest/present-channel";

const ACCEPTED = 202;

export const POST = defineRoute({
  summary: "Sends a message off again, with the same idempotency key",
  scope: "settings:write",
  params: z.object({ id: textInput.min(1), deliveryId: textInput.min(1) }),
  response: deliverySchema,
  status: ACCEPTED,
  handle: async (ctx, { params: { id, deliveryId } }) => ({
    data: presentDelivery(await replayDelivery(ctx, { channelId: id, deliveryId })),
  }),
});

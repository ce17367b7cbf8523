import * as z from "zod";
import { deliverySchema } from "@/lib/contracts/channel";
import { textInput } from "@/lib/contracts/text";
import { defineRoute } from "@/lib/http/define-route";
import { testChannel } from "@/lib/notify/test-channel";
import { presentDelivery } from "@/lib/pipeline/present/rest/present-channel";

const ACCEPTED = 202;

export const POST = defineRoute({
  summary: "Sends a test message, the way every message goes; the log says what came of it",
  scope: "settings:write",
  params: z.object({ id: textInput.min(1) }),
  response: deliverySchema,
  status: ACCEPTED,
  handle: async (ctx, { params: { id } }) => ({ data: presentDelivery(await testChannel(ctx, { id })) }),
});

import { z } from "zod";
import { revokeOwnSession } from "@/lib/auth/revoke-own-session";
import { defineRoute } from "@/lib/http/define-route";
import { textInput } from "@/lib/contracts/text";

export const POST = defineRoute({
  summary: "Ends one of one's own sessions",
  scope: null,
  body: z.strictObject({ id: textInput.min(1) }),
  response: z.object({ id: z.string() }),
  handle: async (ctx, { body }) => {
    await revokeOwnSession(ctx, body);
    return { data: { id: body.id } };
  },
});

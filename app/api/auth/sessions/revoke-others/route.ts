import { z } from "zod";
import { revokeOtherSessions } from "@/lib/auth/revoke-other-sessions";
import { defineRoute } from "@/lib/http/define-route";

export const POST = defineRoute({
  summary: "Ends all of one's own sessions but this one",
  scope: null,
  response: z.object({ ended: z.int().nonnegative() }),
  handle: async (ctx) => ({ data: { ended: await revokeOtherSessions(ctx) } }),
});

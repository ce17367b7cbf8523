import { describeActor } from "@/lib/auth/describe-actor";
import { actorSchema } from "@/lib/contracts/actor";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({
  summary: "Who asks, and what they may",
  scope: "metrics:read",
  response: actorSchema,
  handle: async (ctx) => ({ data: describeActor(ctx) }),
});

import { requireScope } from "./require-scope";
import type { Ctx } from "@/lib/context";
import type { ActorContract } from "@/lib/contracts/actor";
import { actorName } from "@/lib/platform/actor";

/** Who asks, and what they may: for whoever wants to know what a key is good for. Needs metrics:read. */
export function describeActor(ctx: Ctx): ActorContract {
  requireScope(ctx.actor, "metrics:read");
  return { name: actorName(ctx.actor), scopes: [...ctx.actor.scopes] };
}

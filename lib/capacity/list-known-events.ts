import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { KnownEvent } from "@/lib/domain/known-event";

/** Every known event, past ones too, by when they begin. Needs metrics:read. */
export async function listKnownEvents(ctx: Ctx): Promise<KnownEvent[]> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.knownEvents.list();
}

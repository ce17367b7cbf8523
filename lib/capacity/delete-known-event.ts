import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { KnownEvent } from "@/lib/domain/known-event";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireKnownEvent } from "./find-known-event";
import { afterEventChange } from "./known-event-changed";

/**
 * Removes a known event; plans no longer reckon with it. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed
 */
export async function deleteKnownEvent(
  ctx: Ctx,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | null },
): Promise<KnownEvent> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const event = await requireKnownEvent(tx, id);
    const version = requireVersion(ifMatch, event.version);
    if (!(await tx.knownEvents.remove(id, version))) throw changedSince();
    await tx.audit.append(ctx.actor, "known-event.deleted", id, { ...event });
    await afterEventChange(tx, ctx.clock.nowMs(), [event]);
    return event;
  });
}

import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { KnownEvent, KnownEventInput } from "@/lib/domain/known-event";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireKnownEvent } from "./find-known-event";
import { afterEventChange } from "./known-event-changed";
import { settleEvent } from "./settle-event";

export interface UpdateKnownEventInput {
  readonly id: string;
  readonly settings: KnownEventInput;
  readonly ifMatch: string | null;
}

/**
 * Changes a known event; plans reckon with it at once. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request
 */
export async function updateKnownEvent(
  ctx: Ctx,
  { id, settings: input, ifMatch }: UpdateKnownEventInput,
): Promise<KnownEvent> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await requireKnownEvent(tx, id);
    const version = requireVersion(ifMatch, before.version);
    const settings = await settleEvent(tx, input, before);
    const updated = await tx.knownEvents.update(id, version, settings);
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "known-event.updated", id, { before, ...settings });
    await afterEventChange(tx, ctx.clock.nowMs(), [before, updated]);
    return updated;
  });
}

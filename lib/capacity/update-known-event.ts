import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { KnownEvent, KnownEventSettings } from "@/lib/domain/known-event";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { CAPACITY_TOPIC } from "./capacity-topic";
import { requireKnownEvent, requireKnownRegions } from "./find-known-event";

export interface UpdateKnownEventInput {
  readonly id: string;
  readonly settings: KnownEventSettings;
  readonly ifMatch: string | null;
}

/**
 * Changes a known event; plans reckon with it at once. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request
 */
export async function updateKnownEvent(
  ctx: Ctx,
  { id, settings, ifMatch }: UpdateKnownEventInput,
): Promise<KnownEvent> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await requireKnownEvent(tx, id);
    const version = requireVersion(ifMatch, before.version);
    await requireKnownRegions(tx, settings);
    const updated = await tx.knownEvents.update(id, version, settings);
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "known-event.updated", id, { before, ...settings });
    await tx.jobs.notify(CAPACITY_TOPIC);
    return updated;
  });
}

import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { KnownEvent, KnownEventSettings } from "@/lib/domain/known-event";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { CAPACITY_TOPIC } from "./capacity-topic";
import { requireKnownRegions } from "./find-known-event";

/** Each is looked at for every day and region of every plan. */
const MAX_EVENTS = 500;

/**
 * Adds a known event; plans reckon with it at once. Needs settings:write.
 * @throws AppError bad-request for a region never seen, conflict for too many
 */
export async function createKnownEvent(ctx: Ctx, settings: KnownEventSettings): Promise<KnownEvent> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    await requireKnownRegions(tx, settings);
    if ((await tx.knownEvents.count()) >= MAX_EVENTS)
      throw new AppError(
        "conflict",
        `There are ${MAX_EVENTS} known events already; remove some that are over.`,
      );
    const created = await tx.knownEvents.create(settings, actorName(ctx.actor), ctx.clock.nowMs());
    await tx.audit.append(ctx.actor, "known-event.created", created.id, { ...settings });
    await tx.jobs.notify(CAPACITY_TOPIC);
    return created;
  });
}

import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { KnownEvent, KnownEventInput } from "@/lib/domain/known-event";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { afterEventChange } from "./known-event-changed";
import { settleEvent } from "./settle-event";

/** Each is looked at for every day and region of every plan. */
const MAX_EVENTS = 500;

/**
 * Adds a known event; plans reckon with it at once. Needs settings:write.
 * @throws AppError bad-request for a region never seen or an event that was not measured, conflict for too many
 */
export async function createKnownEvent(ctx: Ctx, input: KnownEventInput): Promise<KnownEvent> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const settings = await settleEvent(tx, input);
    if ((await tx.knownEvents.count()) >= MAX_EVENTS)
      throw new AppError(
        "conflict",
        `There are ${MAX_EVENTS} known events already; remove some that are over.`,
      );
    const nowMs = ctx.clock.nowMs();
    const created = await tx.knownEvents.create(settings, actorName(ctx.actor), nowMs);
    await tx.audit.append(ctx.actor, "known-event.created", created.id, { ...settings });
    await afterEventChange(tx, nowMs, [created]);
    return created;
  });
}

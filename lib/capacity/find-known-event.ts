import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { KnownEvent, KnownEventPlan } from "@/lib/domain/known-event";
import { AppError } from "@/lib/platform/errors";

/** One known event. Needs metrics:read. @throws AppError not-found */
export async function findKnownEvent(ctx: Ctx, { id }: { readonly id: string }): Promise<KnownEvent> {
  requireScope(ctx.actor, "metrics:read");
  return requireKnownEvent(ctx, id);
}

/** @throws AppError not-found */
export async function requireKnownEvent(stores: Stores, id: string): Promise<KnownEvent> {
  const event = await stores.knownEvents.find(id);
  if (event === null) throw new AppError("not-found", "No known event has this id.");
  return event;
}

/** @throws AppError bad-request that names regions never seen: an event there would change nothing */
export async function requireKnownRegions(stores: Stores, { regions }: KnownEventPlan): Promise<void> {
  const known = new Set((await stores.catalog.regions()).map(({ code }) => code));
  const errors = regions.flatMap((region, index) =>
    known.has(region)
      ? []
      : [{ pointer: `/regions/${index}`, message: `${JSON.stringify(region)} has never been seen` }],
  );
  if (errors.length === 0) return;
  const text = errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("; ");
  throw new AppError("bad-request", text, { errors });
}

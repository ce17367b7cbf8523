import type { Stores } from "@/lib/context";
import type { EventLike, KnownEvent, KnownEventInput, KnownEventSettings } from "@/lib/domain/known-event";
import { AppError } from "@/lib/platform/errors";
import { requireKnownRegions } from "./find-known-event";

/**
 * The settings that an admin's input comes to: an effect that is like an earlier event's is what was measured of that one.
 * @param before of the same event; the one it is like may be gone since
 * @throws AppError bad-request for a region never seen, or an event of which nothing is measured
 */
export async function settleEvent(
  stores: Stores,
  { effect, ...plan }: KnownEventInput,
  before: KnownEvent | null = null,
): Promise<KnownEventSettings> {
  await requireKnownRegions(stores, plan);
  if ("trafficChangeRatio" in effect) return { ...plan, ...effect, like: null };
  const { likeEventId } = effect;
  const earlier = likeEventId === before?.id ? null : await stores.knownEvents.find(likeEventId);
  const known = earlier?.measurement?.effect;
  if (earlier && known) {
    const like: EventLike = {
      ...{ eventId: earlier.id, fromMs: earlier.fromMs, low: known.low, high: known.high },
    };
    return { ...plan, trafficChangeRatio: known.changeRatio, like };
  }
  if (before !== null && before.like?.eventId === likeEventId)
    return { ...plan, trafficChangeRatio: before.trafficChangeRatio, like: before.like };
  const message = "must name another known event of which the effect is measured";
  throw new AppError("bad-request", `/like: ${message}`, { errors: [{ pointer: "/like", message }] });
}

import type { KnownEventBody, KnownEventContract } from "@/lib/contracts/known-event";
import type { KnownEvent, KnownEventInput } from "@/lib/domain/known-event";
import { isoOf } from "./rest-value";

const PER_CENT = 100;
const DIGITS = 12;

/** How an event's effect is measured. */
const EFFECT_METHOD =
  "Requests of its regions during it ÷ the median of the same hours of the week in the four weeks before it, other events left out; the range is that against each of these weeks alone.";

/** A known event of a request as the domain has it. */
export function knownEventOfBody(body: KnownEventBody): KnownEventInput {
  const { like, traffic_change_percent: change = 0 } = body;
  return {
    name: body.name,
    fromMs: Date.parse(body.from),
    toMs: Date.parse(body.to),
    regions: [...new Set(body.regions)],
    effect: like === null ? { trafficChangeRatio: change / PER_CENT } : { likeEventId: like },
  };
}

/** @param etag of its version */
export function presentKnownEvent(event: KnownEvent, etag: string): KnownEventContract {
  const { like, measurement } = event;
  const effect = measurement?.effect ?? null;
  return {
    id: event.id,
    name: event.name,
    from: isoOf(event.fromMs),
    to: isoOf(event.toMs),
    regions: [...event.regions],
    traffic_change_percent: percent(event.trafficChangeRatio),
    like: like && { event_id: like.eventId, from: isoOf(like.fromMs), ...rangeOf(like) },
    measured: measurement &&
      effect && {
        ...{ traffic_change_percent: percent(effect.changeRatio), ...rangeOf(effect), hours: effect.hours },
        ...{ measured_at: isoOf(measurement.measuredMs), method: EFFECT_METHOD },
      },
    not_measured: measurement === null ? "not-yet" : measurement.gap,
    etag,
  };
}

function rangeOf({ low, high }: { readonly low: number; readonly high: number }) {
  return { low_percent: percent(low), high_percent: percent(high) };
}

/** 30 is read again as it was entered. */
function percent(ratio: number): number {
  return Number((ratio * PER_CENT).toPrecision(DIGITS));
}

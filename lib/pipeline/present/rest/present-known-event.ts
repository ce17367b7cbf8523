import type { KnownEventBody, KnownEventContract } from "@/lib/contracts/known-event";
import type { KnownEvent, KnownEventSettings } from "@/lib/domain/known-event";
import { isoOf } from "./rest-value";

const PER_CENT = 100;
const DIGITS = 12;

/** A known event of a request as the domain has it. */
export function knownEventOfBody(body: KnownEventBody): KnownEventSettings {
  return {
    name: body.name,
    fromMs: Date.parse(body.from),
    toMs: Date.parse(body.to),
    regions: [...new Set(body.regions)],
    trafficChangeRatio: body.traffic_change_percent / PER_CENT,
  };
}

/** @param etag of its version */
export function presentKnownEvent(event: KnownEvent, etag: string): KnownEventContract {
  return {
    id: event.id,
    name: event.name,
    from: isoOf(event.fromMs),
    to: isoOf(event.toMs),
    regions: [...event.regions],
    // 30 is read again as it was entered.
    traffic_change_percent: Number((event.trafficChangeRatio * PER_CENT).toPrecision(DIGITS)),
    etag,
  };
}

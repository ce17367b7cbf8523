import type {
  ChannelBody,
  ChannelContract,
  DeliveryContract,
  LoggedDeliveryContract,
} from "@/lib/contracts/channel";
import type {
  Channel,
  ChannelRouting,
  ChannelSettings,
  Delivery,
  DeliveryAttempt,
} from "@/lib/domain/notification";
import { isoOf, isoOrNull } from "./rest-value";

const HOUR_MINUTES = 60;

/** A channel of a request as the domain has it. */
export function channelOfBody(body: ChannelBody): ChannelSettings & { readonly secret: string | null } {
  const { name, target, secret, routing, enabled } = body;
  const { severities, regions, services, hours } = routing;
  const within = hours && {
    timeZone: hours.time_zone,
    days: hours.days,
    fromMinute: minuteOf(hours.from),
    toMinute: minuteOf(hours.to),
  };
  return { name, target, secret, enabled, routing: { severities, regions, services, hours: within } };
}

/** @param etag of its version */
export function presentChannel(channel: Channel, etag: string): ChannelContract {
  const { id, name, target, hasSecret, routing, enabled, disabledReason, createdAtMs, createdBy } = channel;
  return {
    ...{ id, name, has_secret: hasSecret, enabled, disabled_reason: disabledReason },
    target: target.kind === "email" ? { ...target, to: [...target.to] } : target,
    routing: presentRouting(routing),
    ...{ created_at: isoOf(createdAtMs), created_by: createdBy, etag },
  };
}

export function presentDelivery(delivery: Delivery): DeliveryContract {
  const { id, incidentId, event, status, reason, createdMs, dueMs, finishedMs } = delivery;
  return {
    ...{ id, incident_id: incidentId, event, status, reason },
    created_at: isoOf(createdMs),
    next_attempt: status === "waiting" ? isoOf(dueMs) : null,
    finished_at: isoOrNull(finishedMs),
  };
}

export function presentLoggedDelivery(
  delivery: Delivery & { readonly log: readonly DeliveryAttempt[]; readonly incidentNumber: number | null },
): LoggedDeliveryContract {
  const attempts = delivery.log.map(({ number, startedMs, tookMs, code, answer }) => ({
    ...{ number, started_at: isoOf(startedMs), took_ms: tookMs, code, answer },
  }));
  return { ...presentDelivery(delivery), incident_number: delivery.incidentNumber, attempts };
}

function presentRouting({
  severities,
  regions,
  services,
  hours,
}: ChannelRouting): ChannelContract["routing"] {
  const within = hours && {
    time_zone: hours.timeZone,
    days: [...hours.days],
    from: clockOf(hours.fromMinute),
    to: clockOf(hours.toMinute),
  };
  return {
    ...{ severities: [...severities], regions: [...regions], services: [...services] },
    hours: within,
  };
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * HOUR_MINUTES + minutes;
}

function clockOf(minute: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minute / HOUR_MINUTES))}:${two(minute % HOUR_MINUTES)}`;
}

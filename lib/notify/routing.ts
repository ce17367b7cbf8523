import type { Incident } from "@/lib/domain/incident";
import type { ChannelRouting, RoutingHours } from "@/lib/domain/notification";

const HOUR_MINUTES = 60;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * Whether a channel is told of an incident that opens now. One of a whole region concerns each of its services, one of the
 * whole platform every region.
 */
export function isRoutedTo(
  { severities, regions, services, hours }: ChannelRouting,
  { severity, region, service }: Pick<Incident, "severity" | "region" | "service">,
  nowMs: number,
): boolean {
  return (
    (severities.length === 0 || severities.includes(severity)) &&
    concerns(regions, region) &&
    concerns(services, service) &&
    (hours === null || isWithin(hours, nowMs))
  );
}

function concerns(wanted: readonly string[], place: string | null): boolean {
  return wanted.length === 0 || place === null || wanted.includes(place);
}

function isWithin({ timeZone, days, fromMinute, toMinute }: RoutingHours, nowMs: number): boolean {
  const { day, minute } = localTime(timeZone, nowMs);
  if (fromMinute < toMinute) return days.includes(day) && minute >= fromMinute && minute < toMinute;
  const dayBefore = day === 1 ? WEEKDAYS.length : day - 1;
  return (days.includes(day) && minute >= fromMinute) || (days.includes(dayBefore) && minute < toMinute);
}

/** @param timeZone that was checked when it was set */
function localTime(timeZone: string, nowMs: number): { readonly day: number; readonly minute: number } {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  const parts = new Map(format.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  return {
    day: WEEKDAYS.indexOf(parts.get("weekday") ?? "") + 1,
    minute: Number(parts.get("hour")) * HOUR_MINUTES + Number(parts.get("minute")),
  };
}

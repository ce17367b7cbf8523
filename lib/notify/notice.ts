import type { Incident } from "@/lib/domain/incident";
import type { Delivery, DeliveryEvent } from "@/lib/domain/notification";
import { plainTime } from "@/lib/domain/plain-figure";

/** What a channel is told, whatever its format. */
export interface Notice {
  /** The same at every attempt: receivers tell repetitions by it. */
  readonly id: string;
  readonly event: DeliveryEvent;
  /** As it is now; null: a test. */
  readonly incident: Incident | null;
  /** When it happened. */
  readonly occurredMs: number;
  readonly sentMs: number;
  readonly headline: string;
  /** What there is to know, a line each. */
  readonly lines: readonly string[];
  /** Where it can be seen. */
  readonly url: string;
}

const SAYS: Readonly<Record<Exclude<DeliveryEvent, "test">, string>> = {
  opened: "Opened",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
  reopened: "Reopened",
};

export function noticeOf(
  { id, event, createdMs: occurredMs }: Pick<Delivery, "id" | "event" | "createdMs">,
  incident: Incident | null,
  publicUrl: string,
  sentMs: number,
): Notice {
  const base = publicUrl.replace(/\/+$/, "");
  const same = { id, event, incident, occurredMs, sentMs };
  if (incident === null || event === "test")
    return {
      ...same,
      headline: "Test message from Hyperscale Monitoring",
      lines: ["This channel works. Nothing is wrong."],
      url: `${base}/settings/channels`,
    };
  const { severity, number, title } = incident;
  return {
    ...same,
    headline: `${SAYS[event]}: incident ${number} (${severity}): ${title}`,
    lines: linesOf(incident, event),
    url: `${base}/incidents/${incident.id}`,
  };
}

function linesOf(incident: Incident, event: DeliveryEvent): string[] {
  const { description, detectedMs, acknowledgedBy, resolvedBy, resolution, status } = incident;
  return [
    ...(description === null ? [] : [description]),
    `Where: ${placeOf(incident)}`,
    `Detected: ${plainTime(detectedMs)}`,
    `Status: ${status}`,
    ...(event === "acknowledged" && acknowledgedBy !== null ? [`Acknowledged by ${acknowledgedBy}`] : []),
    ...(event === "resolved" && resolvedBy !== null ? [`Resolved by ${resolvedBy}`] : []),
    ...(event === "resolved" && resolution !== null ? [`Resolution: ${resolution}`] : []),
  ];
}

export function placeOf({ region, service }: Pick<Incident, "region" | "service">): string {
  if (region === null) return service === null ? "the whole platform, or not known" : service;
  return service === null ? region : `${service} in ${region}`;
}

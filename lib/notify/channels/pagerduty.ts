import type { IncidentSeverity } from "@/lib/domain/incident";
import type { DeliveryEvent } from "@/lib/domain/notification";
import { placeOf, type Notice } from "@/lib/notify/notice";
import type { HttpMessage } from "./http-message";

const SUMMARY_LONGEST = 1_024;
const SERVER_ERROR = 500;

const SEVERITY: Readonly<Record<IncidentSeverity, "critical" | "error" | "warning" | "info">> = {
  critical: "critical",
  high: "error",
  medium: "warning",
  low: "info",
  info: "info",
};
const ACTION: Readonly<Record<DeliveryEvent, "trigger" | "acknowledge" | "resolve">> = {
  opened: "trigger",
  reopened: "trigger",
  acknowledged: "acknowledge",
  resolved: "resolve",
  test: "trigger",
};

/** PagerDuty's Events v2. All events of an incident have its id as key, so a repeated one changes nothing. */
export function pagerdutyMessage(notice: Notice, url: string, routingKey: string): HttpMessage {
  const { event, incident, headline, lines } = notice;
  const action = ACTION[event];
  const payload = {
    summary: (incident?.title ?? headline).slice(0, SUMMARY_LONGEST),
    source: incident === null ? "hyperscale-monitoring" : placeOf(incident),
    severity: incident === null ? "info" : SEVERITY[incident.severity],
    ...(incident === null ? {} : { timestamp: new Date(incident.detectedMs).toISOString() }),
    custom_details: { text: lines.join("\n") },
  };
  const triggered = { payload, links: [{ href: notice.url, text: "Hyperscale Monitoring" }] };
  const body = {
    ...{ routing_key: routingKey, event_action: action, dedup_key: incident?.id ?? notice.id },
    ...(action === "trigger" ? triggered : {}),
  };
  return { url, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** It says of a wrong message that it is wrong; 429 and its own faults pass. */
export function isPermanentForPagerduty(status: number): boolean {
  return status >= 300 && status < SERVER_ERROR;
}

import type { ChannelContract, DeliveryContract } from "@/lib/contracts/channel";
import type { ChannelKind } from "@/lib/domain/notification";

export const KIND_LABEL: Readonly<Record<ChannelKind, string>> = {
  slack: "Slack",
  email: "Email",
  webhook: "Signed webhook",
  pagerduty: "PagerDuty",
};
export const STATUS_LABEL: Readonly<Record<DeliveryContract["status"], string>> = {
  waiting: "Waiting",
  delivered: "Delivered",
  failed: "Not delivered",
  skipped: "Not sent",
};
export const EVENT_LABEL: Readonly<Record<DeliveryContract["event"], string>> = {
  opened: "Opened",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
  reopened: "Reopened",
  test: "Test message",
};
/** 1 Monday to 7 Sunday. */
export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

export function destinationOf({ target }: ChannelContract): string {
  switch (target.kind) {
    case "slack":
      return "An incoming webhook";
    case "email":
      return target.to.join(", ");
    case "webhook":
    case "pagerduty":
      return target.url;
    default:
      return target satisfies never;
  }
}

/** Of what it is told, in a line. */
export function routingWords({ routing }: ChannelContract): string {
  const { severities, regions, services, hours } = routing;
  const limits = [
    ...(severities.length === 0 ? [] : [severities.join(", ")]),
    ...(regions.length === 0 ? [] : [`in ${regions.join(", ")}`]),
    ...(services.length === 0 ? [] : [`of ${services.join(", ")}`]),
    ...(hours === null
      ? []
      : [`${hours.from}–${hours.to} ${hours.days.map((day) => DAYS[day - 1]).join(" ")}`]),
  ];
  return limits.length === 0 ? "Every incident, always" : limits.join("; ");
}

import { THROTTLE_MS, type ChannelKind, type Delivery, type DeliveryEvent } from "@/lib/domain/notification";

type Earlier = Pick<Delivery, "dueMs">;
type Sibling = Pick<Delivery, "id" | "createdMs" | "status" | "event">;

/** The opening and the end are told at once; PagerDuty groups by itself. */
function isThrottled(kind: ChannelKind, event: DeliveryEvent): boolean {
  return kind !== "pagerduty" && event !== "opened" && event !== "resolved" && event !== "test";
}

/** When a message is due, after those of the same incident to the same channel. */
export function dueOf(
  kind: ChannelKind,
  event: DeliveryEvent,
  earlier: readonly Earlier[],
  nowMs: number,
): number {
  if (!isThrottled(kind, event) || earlier.length === 0) return nowMs;
  return Math.max(nowMs, Math.max(...earlier.map(({ dueMs }) => dueMs)) + THROTTLE_MS);
}

/**
 * Why a message is no longer sent: what came after it says more. null: it is. A webhook gets everything that happened, with its
 * time; a person, and PagerDuty's state, only what is still true.
 * @param siblings all of the incident to the channel, oldest first
 */
export function whyOvertaken(
  kind: ChannelKind,
  { id, event }: Pick<Delivery, "id" | "event">,
  siblings: readonly Sibling[],
): string | null {
  const newer = siblings.slice(siblings.findIndex((each) => each.id === id) + 1);
  if (kind !== "webhook" && newer.some(({ status }) => status === "delivered"))
    return "A newer message of the incident was delivered before it.";
  const told = newer.find(({ status }) => status === "waiting" || status === "delivered");
  return isThrottled(kind, event) && kind !== "webhook" && told !== undefined
    ? "A newer message of the incident stands for it: one a minute."
    : null;
}

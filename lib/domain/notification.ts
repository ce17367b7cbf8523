import { isActive, type Incident, type IncidentSeverity } from "./incident";
import { MINUTE_MS, SECOND_MS, HOUR_MS } from "./window";

export const CHANNEL_KINDS = ["slack", "email", "webhook", "pagerduty"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What of an incident's life is told. */
export const NOTICE_EVENTS = ["opened", "acknowledged", "resolved", "reopened"] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];
/** `test`: somebody tries a channel. */
export const DELIVERY_EVENTS = [...NOTICE_EVENTS, "test"] as const;
export type DeliveryEvent = (typeof DELIVERY_EVENTS)[number];

/** The job that finds who is told of something. One after the other: what came first is told first. */
export const NOTIFY_JOB = "notify-incident";
export const NOTIFY_QUEUE = "notify";
/** The job of one message. Each channel has a queue of its own: none waits for another. */
export const DELIVER_JOB = "deliver-notification";
export const CHANNEL_TOPIC = "channel";

export interface NotifyJob {
  readonly incidentId: string;
  readonly event: NoticeEvent;
  /** Of the timeline; a channel is told once of it. */
  readonly eventId: string;
}

/** As many messages are on their way at once, one a channel. */
export const MAX_CHANNELS = 20;
/** Of an incident a channel gets one message in so long, beside its opening and its end. */
export const THROTTLE_MS = MINUTE_MS;
/** Waits after each failed attempt; then we give up. Standard Webhooks. */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
] as const;

export const MAIL_ENCRYPTIONS = ["tls", "starttls", "none"] as const;

/** Where a channel leads, without its secret: Slack's is its whole address. */
export type ChannelTarget =
  | { readonly kind: "slack" }
  | { readonly kind: "webhook"; readonly url: string }
  | { readonly kind: "pagerduty"; readonly url: string }
  | {
      readonly kind: "email";
      readonly host: string;
      readonly port: number;
      readonly encryption: (typeof MAIL_ENCRYPTIONS)[number];
      /** null: the server wants no sign-in. */
      readonly user: string | null;
      readonly from: string;
      readonly to: readonly string[];
    };

/** A part of the week, in a time zone; one that ends before it begins goes on into the next day. */
export interface RoutingHours {
  readonly timeZone: string;
  /** 1 Monday to 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes after midnight. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Of what a channel is told. An empty list: of all. */
export interface ChannelRouting {
  readonly severities: readonly IncidentSeverity[];
  readonly regions: readonly string[];
  readonly services: readonly string[];
  /** null: always. */
  readonly hours: RoutingHours | null;
}

export interface ChannelSettings {
  readonly name: string;
  readonly target: ChannelTarget;
  readonly routing: ChannelRouting;
  readonly enabled: boolean;
}

export interface Channel extends ChannelSettings {
  readonly id: string;
  readonly hasSecret: boolean;
  /** Why it was switched off by itself; null: it was not. */
  readonly disabledReason: string | null;
  readonly version: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
}

export const DELIVERY_STATUSES = ["waiting", "delivered", "failed", "skipped"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface DeliveryAttempt {
  readonly number: number;
  readonly startedMs: number;
  /** null: no answer is known; it runs, or the process ended. */
  readonly tookMs: number | null;
  /** Of HTTP or SMTP; null: none came. */
  readonly code: number | null;
  readonly answer: string | null;
}

/** One message to one channel. Its id is the idempotency key of every attempt. */
export interface Delivery {
  readonly id: string;
  readonly channelId: string;
  /** null: a test. */
  readonly incidentId: string | null;
  readonly event: DeliveryEvent;
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly attempts: number;
  readonly failures: number;
  readonly replayed: boolean;
  readonly dueMs: number;
  readonly createdMs: number;
  readonly finishedMs: number | null;
}

/** What is told of an incident after a change; null: nothing. */
export function noticeOfChange(before: Incident, after: Incident): NoticeEvent | null {
  if (isActive(before) !== isActive(after)) return isActive(after) ? "reopened" : "resolved";
  return before.acknowledgedMs === null && after.acknowledgedMs !== null ? "acknowledged" : null;
}

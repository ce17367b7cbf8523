import type { HistoryMetric } from "./metric-history";
import { DAY_MS } from "./window";

/** Something that is known to change the traffic: a sale, a launch, a holiday. */
export interface KnownEventPlan {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Codes of regions; none: everywhere. */
  readonly regions: readonly string[];
}

/** What an admin says of its effect: a number, or an earlier event whose measured effect it shall be. */
export interface KnownEventInput extends KnownEventPlan {
  readonly effect: { readonly trafficChangeRatio: number } | { readonly likeEventId: string };
}

export interface KnownEventSettings extends KnownEventPlan {
  /** Of the traffic that would come without it: 0.3 is 30 % more. */
  readonly trafficChangeRatio: number;
  /** The earlier event whose measured effect that is; null: an admin stated it. */
  readonly like: EventLike | null;
}

/** An earlier event and the range of its effect, as measured when the later one was planned. */
export interface EventLike {
  readonly eventId: string;
  readonly fromMs: number;
  readonly low: number;
  readonly high: number;
}

/** What an event did to the requests of its regions, as ratios: 0.3 is 30 % more than was usual. */
export interface EventEffect {
  readonly changeRatio: number;
  /** Against the single weeks before: the least and the most. */
  readonly low: number;
  readonly high: number;
  /** Whole hours of it that were compared. */
  readonly hours: number;
}

/** Why an event's effect is not known although it is over. */
export type EventGap = "no-history" | "too-short" | "too-long";

export interface EventMeasurement {
  readonly measuredMs: number;
  readonly effect: EventEffect | null;
  /** null: it is known. */
  readonly gap: EventGap | null;
}

export interface KnownEvent extends KnownEventSettings {
  readonly id: string;
  /** null: not measured yet. */
  readonly measurement: EventMeasurement | null;
  readonly createdMs: number;
  /** Counts changes. */
  readonly version: number;
}

/** When something happens, and where. */
export type EventSpan = Pick<KnownEventPlan, "fromMs" | "toMs" | "regions">;

/** What is usual at an hour of the week is told by so long before an event; an event that lasts longer is usual itself. */
export const USUAL_MS = 28 * DAY_MS;

/** What grows as traffic does; latency, memory and disk have ways of their own. */
const FOLLOWS_TRAFFIC: ReadonlySet<HistoryMetric> = new Set([
  "requests_per_second",
  "active_users",
  "cpu",
  "connections",
  "connection_utilization",
  "revenue",
]);

export function followsTraffic(metric: HistoryMetric): boolean {
  return FOLLOWS_TRAFFIC.has(metric);
}

/** Events that are not usual themselves and touch a region; null: the world, which each of them touches. */
export function eventsOf<E extends EventSpan>(events: readonly E[], region: string | null): readonly E[] {
  return events.filter(
    ({ fromMs, toMs, regions }) =>
      toMs - fromMs <= USUAL_MS && (region === null || regions.length === 0 || regions.includes(region)),
  );
}

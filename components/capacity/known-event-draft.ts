import { draftBody, type DraftBody } from "@/components/catalog/draft-body";
import { DAY_MS } from "@/lib/domain/window";
import {
  knownEventBodySchema,
  type KnownEventBody,
  type KnownEventContract,
} from "@/lib/contracts/known-event";

/** A known event as the form holds it: whole days of UTC, the last one included. */
export interface KnownEventDraft {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly regions: readonly string[];
  readonly traffic_change_percent: string;
  /** Id of the earlier event whose measured effect it has; null: it is stated. */
  readonly like: string | null;
  /** As it was read: the API also takes events of hours, which stay where the day does. */
  readonly kept: Pick<KnownEventContract, "from" | "to"> | null;
}

const DATE_LENGTH = "2026-11-23".length;

export function draftOfEvent(event: KnownEventContract | null): KnownEventDraft {
  if (event === null)
    return { name: "", from: "", to: "", regions: [], traffic_change_percent: "", like: null, kept: null };
  const { name, from, to, regions, like } = event;
  return {
    ...{ name, from: firstDay(from), to: lastDay(to), regions, like: like?.event_id ?? null },
    traffic_change_percent: String(event.traffic_change_percent),
    kept: { from, to },
  };
}

export function bodyOfEventDraft(draft: KnownEventDraft): DraftBody<KnownEventBody, keyof KnownEventBody> {
  const { kept, like } = draft;
  const change = draft.traffic_change_percent.trim();
  return draftBody(knownEventBodySchema, {
    name: draft.name,
    from: kept !== null && firstDay(kept.from) === draft.from ? kept.from : startOf(draft.from),
    to: kept !== null && lastDay(kept.to) === draft.to ? kept.to : endOf(draft.to),
    regions: draft.regions,
    ...effectOf(like, change === "" ? NaN : Number(change)),
  });
}

/** The request that makes an event what it is. */
export function bodyOfEvent({ name, from, to, regions, ...event }: KnownEventContract): KnownEventBody {
  const { like, traffic_change_percent: change } = event;
  return { name, from, to, regions, ...effectOf(like?.event_id ?? null, change) };
}

/** An effect is stated, or that of an earlier event. */
function effectOf(like: string | null, change: number) {
  return { like, traffic_change_percent: like === null ? change : undefined };
}

function firstDay(from: string): string {
  return from.slice(0, DATE_LENGTH);
}

/** An event that is over at midnight ended on the day before. */
function lastDay(to: string): string {
  return firstDay(new Date(Date.parse(to) - 1).toISOString());
}

function startOf(date: string): string {
  return date === "" ? "" : `${date}T00:00:00.000Z`;
}

function endOf(date: string): string {
  const timeMs = Date.parse(startOf(date));
  return Number.isNaN(timeMs) ? "" : new Date(timeMs + DAY_MS).toISOString();
}

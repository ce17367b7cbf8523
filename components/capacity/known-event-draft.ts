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
}

const DATE_LENGTH = "2026-11-23".length;

export function draftOfEvent(event: KnownEventContract | null): KnownEventDraft {
  if (event === null) return { name: "", from: "", to: "", regions: [], traffic_change_percent: "" };
  return {
    name: event.name,
    from: event.from.slice(0, DATE_LENGTH),
    to: new Date(Date.parse(event.to) - 1).toISOString().slice(0, DATE_LENGTH),
    regions: event.regions,
    traffic_change_percent: String(event.traffic_change_percent),
  };
}

export function bodyOfEventDraft(draft: KnownEventDraft): DraftBody<KnownEventBody, keyof KnownEventBody> {
  const change = draft.traffic_change_percent.trim();
  return draftBody(knownEventBodySchema, {
    name: draft.name,
    from: startOf(draft.from),
    to: endOf(draft.to),
    regions: draft.regions,
    traffic_change_percent: change === "" ? undefined : Number(change),
  });
}

function startOf(date: string): string {
  return date === "" ? "" : `${date}T00:00:00.000Z`;
}

function endOf(date: string): string {
  const timeMs = Date.parse(startOf(date));
  return Number.isNaN(timeMs) ? "" : new Date(timeMs + DAY_MS).toISOString();
}

/** The request that makes an event what it is. */
export function bodyOfEvent({ id: _id, etag: _etag, ...body }: KnownEventContract): KnownEventBody {
  return body;
}

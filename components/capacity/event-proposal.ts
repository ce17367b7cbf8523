import type { KnownEventContract } from "@/lib/contracts/known-event";
import type { KnownEventDraft } from "./known-event-draft";

/** An earlier event of which is known what it did. */
export type MeasuredEvent = KnownEventContract & {
  readonly measured: NonNullable<KnownEventContract["measured"]>;
};

/** Those that a planned event may be like, the newest first; not itself. */
export function measuredEvents(
  events: readonly KnownEventContract[],
  own: string | null,
): readonly MeasuredEvent[] {
  return events
    .filter((event): event is MeasuredEvent => event.measured !== null && event.id !== own)
    .toSorted((one, other) => Date.parse(other.from) - Date.parse(one.from));
}

/** The draft with an earlier event's effect; null: the admin states it. */
export function likeEvent(draft: KnownEventDraft, event: MeasuredEvent | null): KnownEventDraft {
  if (event === null) return { ...draft, like: null };
  const change = Math.round(event.measured.traffic_change_percent);
  return { ...draft, like: event.id, traffic_change_percent: String(change) };
}

/** What an admin writes is stated. */
export function stated(draft: KnownEventDraft, change: string): KnownEventDraft {
  return { ...draft, traffic_change_percent: change, like: null };
}

/**
 * The draft under another name: the effect of the newest earlier event of that name is proposed, unless the admin picked or
 * stated one; a proposal goes when the name does.
 */
export function named(
  draft: KnownEventDraft,
  name: string,
  earlier: readonly MeasuredEvent[],
): KnownEventDraft {
  const renamed = { ...draft, name };
  const liked = earlier.find(({ id }) => id === draft.like);
  const isProposal = liked !== undefined && nameKey(liked.name) === nameKey(draft.name);
  if (!isProposal && draft.traffic_change_percent !== "") return renamed;
  const match =
    nameKey(name) === "" ? undefined : earlier.find((event) => nameKey(event.name) === nameKey(name));
  if (match !== undefined) return likeEvent(renamed, match);
  return isProposal ? stated(renamed, "") : renamed;
}

/** "Black Friday 2025" and "black friday" are the same event of two years. */
function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/\b(19|20)\d\d\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

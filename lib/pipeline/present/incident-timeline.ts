import type { IncidentDetailContract } from "@/lib/contracts/incident";
import { DAY_MS, SECOND_MS } from "@/lib/domain/window";
import { formatClock, formatShortDate } from "./format-time";
import { actorWords } from "./incident-model";
import type { SaidAt } from "./prediction-words";

type EventContract = IncidentDetailContract["timeline"][number];

/** What is written down so soon after it happened was written down as it happened. */
const AT_ONCE_MS = 10 * SECOND_MS;

export interface TimelineLine {
  readonly id: string;
  readonly kind: EventContract["kind"];
  readonly atMs: number;
  /** '14:32:06', with its date when it is not today's. */
  readonly moment: string;
  /** When it was written down; null: as it happened. */
  readonly recorded: string | null;
  readonly who: string;
  readonly text: string;
}

/** A timeline by event time, newest first; of the same moment the last one written down first. */
export function timelineLines(timeline: readonly EventContract[], at: SaidAt): readonly TimelineLine[] {
  return timeline
    .map((event) => ({ event, atMs: Date.parse(event.at), recordedMs: Date.parse(event.recorded_at) }))
    .toSorted((one, other) => other.atMs - one.atMs || other.recordedMs - one.recordedMs)
    .map(({ event: { id, kind, actor, text }, atMs, recordedMs }) => ({
      ...{ id, kind, atMs, moment: clockText(atMs, at), who: capitalised(actorWords(actor)), text },
      recorded: Math.abs(recordedMs - atMs) < AT_ONCE_MS ? null : clockText(recordedMs, at),
    }));
}

function clockText(timeMs: number, { nowMs, timeZone }: SaidAt): string {
  const clock = formatClock(timeMs, timeZone);
  const date = formatShortDate(timeMs, timeZone);
  const isToday = date === formatShortDate(nowMs, timeZone) && Math.abs(timeMs - nowMs) < DAY_MS;
  return isToday ? clock : `${date}, ${clock}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

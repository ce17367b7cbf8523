import type { IngestStatusContract } from "@/lib/contracts/ingest-status";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import type { StatusModel } from "./status-model";

/** What had been counted at a moment. */
export interface IngestReading {
  readonly atMs: number;
  readonly folded: number;
  readonly refused: number;
}

/** A rate is taken over up to this long. */
const RATE_OVER_MS = MINUTE_MS;
/** Flushes come every few seconds; two of them make a rate. */
const LEAST_MS = SECOND_MS;

/** The counts of a status, as of the newest flush that they contain; null: no ingester has flushed yet. */
export function ingestReading({ ingesters, senders, rejected }: IngestStatusContract): IngestReading | null {
  const flushedMs = ingesters.flatMap(({ flushed_at }) =>
    flushed_at === null ? [] : Date.parse(flushed_at),
  );
  if (flushedMs.length === 0) return null;
  return {
    atMs: Math.max(...flushedMs),
    folded: senders.reduce((sum, { folded }) => sum + folded, 0),
    refused: rejected.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The readings of the last minute with one more; the same list where it is no news. */
export function withReading(
  readings: readonly IngestReading[],
  next: IngestReading | null,
): readonly IngestReading[] {
  const last = readings.at(-1);
  if (next === null || (last && next.atMs <= last.atMs)) return readings;
  if (last && next.folded < last.folded) return [next]; // another database, or one that was emptied
  return [...readings.filter(({ atMs }) => next.atMs - atMs <= RATE_OVER_MS), next];
}

export interface IngestRates {
  readonly samplesPerSecond: number;
  readonly refusedPerSecond: number;
}

/** How fast counts grew between the oldest and the newest reading; null: it was not seen long enough. */
export function ingestRates(readings: readonly IngestReading[]): IngestRates | null {
  const [first, last] = [readings.at(0), readings.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < LEAST_MS) return null;
  const seconds = (last.atMs - first.atMs) / SECOND_MS;
  return {
    samplesPerSecond: (last.folded - first.folded) / seconds,
    refusedPerSecond: Math.max(0, last.refused - first.refused) / seconds,
  };
}

/** Who has been silent for longest; null: nobody has sent anything. */
export function mostSilentSender(
  senders: IngestStatusContract["senders"],
): { readonly name: string; readonly sinceMs: number } | null {
  const all = senders.map(({ name, last_request_at }) => ({ name, sinceMs: Date.parse(last_request_at) }));
  return all.reduce<(typeof all)[number] | null>(
    (oldest, one) => (oldest === null || one.sinceMs < oldest.sinceMs ? one : oldest),
    null,
  );
}

const KEEPS_UP: StatusModel = { word: "Keeps up", shape: "circle", tone: "ok" };
const LATE: StatusModel = { word: "Late", shape: "triangle", tone: "warn" };
const STOPPED: StatusModel = { word: "Stopped", shape: "diamond", tone: "crit" };
const IDLE: StatusModel = { word: "Not started", shape: "ring", tone: "quiet" };
const STOPPED_FROM_MS = 5 * MINUTE_MS;

/**
 * How something goes on that should do so every few seconds.
 * @param lastMs when it last did; null: never
 * @param limitMs a longer pause is no hiccup
 */
export function paceState(lastMs: number | null, nowMs: number, limitMs: number): StatusModel {
  if (lastMs === null) return IDLE;
  const ageMs = nowMs - lastMs;
  if (ageMs >= STOPPED_FROM_MS) return STOPPED;
  return ageMs > limitMs ? LATE : KEEPS_UP;
}

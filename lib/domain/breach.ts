import type { RegularSeries } from "./regular-series";
import { HOUR_MS } from "./window";

/** A breach is strictly above the threshold for so many windows in a row: 2 × 5 min, as `for: 10m`. */
export const BREACH_SAMPLES = 2;
/** Breaches with less than this between them are one incident. */
export const INCIDENT_GAP_MS = HOUR_MS;

export interface BreachIncident {
  /** Start of the first window of its first breach. */
  readonly onsetMs: number;
  /** When its onset could be told: the end of the window that made it a breach. */
  readonly knownMs: number;
  /** End of the last window of its last breach. */
  readonly endMs: number;
}

/**
 * The incidents of a series. An onset depends on nothing that comes after it is known; only an incident's end may still move.
 */
export function breachIncidents(
  { startMs, stepMs, values }: RegularSeries,
  threshold: number,
): BreachIncident[] {
  const incidents: { onsetMs: number; knownMs: number; endMs: number }[] = [];
  let run = 0;
  for (let at = 0; at <= values.length; at++) {
    if (at < values.length && values[at]! > threshold) {
      run++;
      continue;
    }
    if (run >= BREACH_SAMPLES) {
      const onsetMs = startMs + (at - run) * stepMs;
      const endMs = startMs + at * stepMs;
      const last = incidents.at(-1);
      if (last && onsetMs - last.endMs < INCIDENT_GAP_MS) last.endMs = endMs;
      else incidents.push({ onsetMs, knownMs: onsetMs + BREACH_SAMPLES * stepMs, endMs });
    }
    run = 0;
  }
  return incidents;
}

/** What became of "an incident starts within the horizon", by what was known at `nowMs`. */
export type CrossingOutcome =
  | { readonly kind: "pending" }
  | { readonly kind: "crossed"; readonly onsetMs: number }
  | { readonly kind: "not-crossed" }
  /** Too much of the time is not known. */
  | { readonly kind: "unknown" };

/** At least this share of a horizon's windows must be known before it may be said that nothing happened. */
const LEAST_KNOWN_SHARE = 0.5;

/** When it can be told at the latest: a breach that begins in the last window is known two windows later. */
export function decidedMs(fromMs: number, horizonMs: number, stepMs: number): number {
  return fromMs + horizonMs + (BREACH_SAMPLES - 1) * stepMs;
}

/**
 * Whether an incident began in [fromMs, fromMs + horizonMs). `series` and `incidents` may reach beyond `nowMs`: nothing that
 * was not known then is looked at.
 */
export function crossingOutcome(
  series: RegularSeries,
  incidents: readonly BreachIncident[],
  {
    fromMs,
    horizonMs,
    nowMs,
  }: { readonly fromMs: number; readonly horizonMs: number; readonly nowMs: number },
): CrossingOutcome {
  const toMs = fromMs + horizonMs;
  const crossed = incidents.find(
    ({ onsetMs, knownMs }) => onsetMs >= fromMs && onsetMs < toMs && knownMs <= nowMs,
  );
  if (crossed) return { kind: "crossed", onsetMs: crossed.onsetMs };
  if (nowMs < decidedMs(fromMs, horizonMs, series.stepMs)) return { kind: "pending" };
  return knownShare(series, fromMs, toMs) < LEAST_KNOWN_SHARE ? { kind: "unknown" } : { kind: "not-crossed" };
}

function knownShare({ startMs, stepMs, values }: RegularSeries, fromMs: number, toMs: number): number {
  const first = Math.ceil((fromMs - startMs) / stepMs);
  const end = Math.ceil((toMs - startMs) / stepMs);
  let known = 0;
  for (let at = Math.max(0, first); at < Math.min(end, values.length); at++)
    if (!Number.isNaN(values[at]!)) known++;
  return known / (end - first);
}

/**
 * Whether a prediction can be made at `nowMs`: an incident that is on, or was within the hour, is none that can still start;
 * and a newest window above the threshold may be the beginning of one.
 */
export function isCalm(
  { startMs, stepMs, values }: RegularSeries,
  threshold: number,
  incidents: readonly BreachIncident[],
  nowMs: number,
): boolean {
  const newest = values[Math.floor((nowMs - startMs) / stepMs) - 1] ?? NaN;
  if (Number.isNaN(newest) || newest > threshold) return false;
  return !incidents.some(
    ({ knownMs, onsetMs, endMs }) =>
      knownMs <= nowMs && onsetMs < nowMs && nowMs - Math.min(endMs, nowMs) < INCIDENT_GAP_MS,
  );
}

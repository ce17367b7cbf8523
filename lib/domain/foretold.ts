import type { ForecastMetric, ForecastPoint, ForecastStep } from "./forecast";
import { DAY_MS } from "./window";

/**
 * What was forecast of a step "a day before" it: by the newest forecast that was made at least a day before the step begins.
 * A day, because a forecast made an hour into an outage has learned from the outage and expects it to go on: what lasts less
 * than a day, this one knows nothing of. Of each day (UTC) its first forecast alone counts, since the others are not kept: so
 * the answer about a step is the same now and in a month, and one was made 24 to 48 hours before its step.
 */
export const FORETOLD_LEAD_MS = DAY_MS;
/** An older one is no longer of the day before: the engine stood still. */
export const FORETOLD_OLDEST_MS = 3 * DAY_MS;

/** The first forecast of a day, cut to a span. */
export interface Foretold {
  /** null: the world. */
  readonly region: string | null;
  /** End of the newest window that it knows, Unix ms. */
  readonly asOfMs: number;
  readonly demo: boolean;
  readonly replayed: boolean;
  readonly points: readonly ForecastPoint[];
}

export interface ForetoldQuery {
  readonly metric: ForecastMetric;
  readonly step: ForecastStep;
  /** One region, or the world (null); undefined: all of them. */
  readonly region?: string | null;
  /** Absent or null: of whole regions. */
  readonly service?: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ForetoldStep extends Pick<Foretold, "asOfMs" | "replayed"> {
  readonly point: ForecastPoint;
}

/** What was forecast a day before of the step that begins at `stepMs`; null: nothing was. @param known of one series */
export function foretoldOf(known: readonly Foretold[], stepMs: number): ForetoldStep | null {
  let newest: ForetoldStep | null = null;
  for (const { asOfMs, replayed, points } of known) {
    const ageMs = stepMs - asOfMs;
    if (ageMs < FORETOLD_LEAD_MS || ageMs > FORETOLD_OLDEST_MS || asOfMs <= (newest?.asOfMs ?? -Infinity))
      continue;
    const point = points.find(({ timeMs }) => timeMs === stepMs);
    if (point !== undefined) newest = { asOfMs, replayed, point };
  }
  return newest;
}

import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import type { TimeRange } from "./time-range";

/** When something is predicted to cross, Unix ms. */
export interface PredictedCrossing {
  readonly medianMs: number | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where a crossing lies on a chart, 0–1 of its width. */
export interface CrossingMark {
  readonly left: number;
  readonly width: number;
  /** null: outside. */
  readonly median: number | null;
}

/** null: none of it lies on the chart. */
export function crossingMark(
  { fromMs, toMs, medianMs }: PredictedCrossing,
  range: TimeRange,
): CrossingMark | null {
  const share = (timeMs: number) => (timeMs - range.fromMs) / (range.toMs - range.fromMs);
  const [left, right] = [Math.max(0, share(fromMs)), Math.min(1, share(toMs))];
  if (right <= left) return null;
  const median = medianMs === null ? null : share(medianMs);
  return { left, width: right - left, median: median !== null && median >= 0 && median <= 1 ? median : null };
}

/** Looking back: whole hours, so that the same history is asked for all along. */
const BACK_HOURS = [3, 6, 12, 24] as const;
/** A chart holds so much more than the crossing. */
const MARGIN_SHARE = 0.08;
const LEAST_AHEAD_MS = 30 * MINUTE_MS;
/** With nothing said of when. */
const UNKNOWN_AHEAD_MS = HOUR_MS;

/** As much past as there is future in it, and at least three hours. */
export function crossingRange(
  crossing: PredictedCrossing | null,
  nowMs: number,
): TimeRange & { readonly backHours: number } {
  const aheadMs = Math.max(LEAST_AHEAD_MS, crossing === null ? UNKNOWN_AHEAD_MS : crossing.toMs - nowMs);
  const most = BACK_HOURS[BACK_HOURS.length - 1]!;
  const backHours = BACK_HOURS.find((hours) => hours * HOUR_MS >= aheadMs) ?? most;
  const fromMs = nowMs - backHours * HOUR_MS;
  return { fromMs, toMs: nowMs + aheadMs + (aheadMs + backHours * HOUR_MS) * MARGIN_SHARE, backHours };
}

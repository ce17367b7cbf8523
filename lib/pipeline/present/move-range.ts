import type { TimeRange } from "./time-range";

const HALF = 0.5;
/** Zooming out of less gives at least this. */
const LEAST_MS = 60_000;
/** As far back as roll-ups are kept. */
const MOST_MS = 5 * 366 * 86_400_000;

/** Half a range earlier or later, as Grafana moves it; not past the present. */
export function shiftRange({ fromMs, toMs }: TimeRange, direction: -1 | 1, nowMs: number): TimeRange {
  const wanted = direction * (toMs - fromMs) * HALF;
  const byMs = direction > 0 ? Math.max(0, Math.min(wanted, nowMs - toMs)) : wanted;
  return { fromMs: fromMs + byMs, toMs: toMs + byMs };
}

/** Twice the range around the same middle; what would lie ahead of the present is added before it. */
export function zoomOutRange({ fromMs, toMs }: TimeRange, nowMs: number): TimeRange {
  const before = toMs - fromMs;
  const span = Math.max(before, Math.min(MOST_MS, Math.max(LEAST_MS, 2 * before)));
  const end = Math.min(fromMs + before * HALF + span * HALF, Math.max(nowMs, toMs));
  return { fromMs: end - span, toMs: end };
}

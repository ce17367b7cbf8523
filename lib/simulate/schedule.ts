/** When a region's agent reports: at once, soon again so that its counters have an increase, then on the clock. */
const SECOND_REPORT_AFTER_MS = 2_000;
/** Agents do not report at the same instant: the first this long after the clock's step, the next that much later. */
const FIRST_STAGGER_MS = 500;
const STAGGER_MS = 500;
/** Share of the interval: a timer that fires a millisecond early must not report the same step twice. */
const SHORTEST_GAP = 0.1;

/** Unix ms of the report after the one at `lastMs`; `reported` counts the reports made so far (at least 1). */
export function nextReportMs(
  reported: number,
  lastMs: number,
  regionIndex: number,
  intervalMs: number,
): number {
  if (reported === 1) return lastMs + Math.min(SECOND_REPORT_AFTER_MS, intervalMs);
  const offsetMs = (FIRST_STAGGER_MS + regionIndex * STAGGER_MS) % intervalMs;
  const earliestMs = lastMs + intervalMs * SHORTEST_GAP;
  return (Math.floor((earliestMs - offsetMs) / intervalMs) + 1) * intervalMs + offsetMs;
}

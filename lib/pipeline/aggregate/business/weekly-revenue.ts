import type { RollupRow } from "@/lib/domain/rollup-row";
import { DAY_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";

const WEEK_MS = 7 * DAY_MS;
const COMPARED_WEEKS = [1, 2, 3, 4] as const;
/** Finer windows are gone after a week. */
export const WEEKLY_WINDOW_MS = 5 * MINUTE_MS;
/** The window that holds the minute, and its neighbours: one odd order must not make an expectation. */
const SLOTS = 3;

/** What one earlier week brought around the same minute, per minute, in each of three windows; null: no data. */
export interface RevenueWeek {
  readonly week: number;
  readonly slots: readonly (number | null)[];
}

export interface WeekSpan {
  readonly week: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where the same minute of each of the last four weeks lies, with at least 5 min on both sides. */
export function sameMinuteSpans(asOfMs: number): WeekSpan[] {
  const middleMs = windowStart(asOfMs - 1, WEEKLY_WINDOW_MS); // the newest window that the figures contain
  return COMPARED_WEEKS.map((week) => {
    const fromMs = middleMs - week * WEEK_MS - WEEKLY_WINDOW_MS;
    return { week, fromMs, toMs: fromMs + SLOTS * WEEKLY_WINDOW_MS };
  });
}

/** 5 min roll-ups of revenue in `sameMinuteSpans`, by region and week; weeks without any data are left out. */
export function weeklyRevenue(rows: readonly RollupRow[], asOfMs: number): Map<string, RevenueWeek[]> {
  const byRegion = new Map<string, RevenueWeek[]>();
  const regions = new Set(rows.map((row) => row.region));
  for (const region of regions) {
    const own = rows.filter((row) => row.region === region && row.metric === "revenue");
    const weeks = sameMinuteSpans(asOfMs).map(({ week, fromMs }) => ({
      week,
      slots: Array.from({ length: SLOTS }, (_, slot) => {
        const row = own.find(({ windowMs }) => windowMs === fromMs + slot * WEEKLY_WINDOW_MS);
        return row === undefined ? null : row.sum / (WEEKLY_WINDOW_MS / MINUTE_MS);
      }),
    }));
    byRegion.set(
      region,
      weeks.filter(({ slots }) => slots.some((value) => value !== null)),
    );
  }
  return byRegion;
}

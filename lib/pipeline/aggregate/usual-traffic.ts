import { scopeKey, type RollupRow } from "@/lib/domain/rollup-row";
import { DAY_MS, HOUR_MS, SECOND_MS, windowStart } from "@/lib/domain/window";

const WEEK_MS = 7 * DAY_MS;

/** Which hours of the 1 h tier `usualTraffic` wants: the same one last week, and back to where a last known one may be. */
export function trafficHours(asOfMs: number): { readonly lastWeekMs: number; readonly fromMs: number } {
  const hourMs = windowStart(asOfMs - 1, HOUR_MS);
  return { lastWeekMs: hourMs - WEEK_MS, fromMs: hourMs - DAY_MS };
}

/**
 * What each scope usually carries, requests per second by scopeKey, from 1 h roll-ups of `requests`: the same hour last
 * week, else the last whole hour with requests, else the hour that runs. A part that is dead now keeps its weight so.
 */
export function usualTraffic(rows: readonly RollupRow[], asOfMs: number): Map<string, number> {
  const { lastWeekMs } = trafficHours(asOfMs);
  const chosen = new Map<string, RollupRow>();
  for (const row of rows) {
    if (row.metric !== "requests" || row.sum <= 0 || row.windowMs >= asOfMs) continue;
    const key = scopeKey(row.region, row.service);
    const before = chosen.get(key);
    if (!before || preference(row, lastWeekMs, asOfMs) > preference(before, lastWeekMs, asOfMs))
      chosen.set(key, row);
  }
  return new Map(
    [...chosen].map(([key, row]) => {
      const seconds = Math.min(HOUR_MS, asOfMs - row.windowMs) / SECOND_MS;
      return [key, row.sum / seconds];
    }),
  );
}

/** Higher goes first: last week's hour, whole hours by age, the running hour. */
function preference(row: RollupRow, lastWeekMs: number, asOfMs: number): number {
  if (row.windowMs === lastWeekMs) return Infinity;
  return row.windowMs + HOUR_MS <= asOfMs ? row.windowMs : 0;
}

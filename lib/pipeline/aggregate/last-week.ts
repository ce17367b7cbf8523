import type { MetricName } from "@/lib/domain/metric";
import type { RollupRow } from "@/lib/domain/rollup-row";
import type { LastWeekFigures } from "@/lib/domain/snapshot";
import { DAY_MS, MINUTE_MS, SECOND_MS, windowStart } from "@/lib/domain/window";
import { decodeHistogram, Histogram } from "./histogram";
import { latencyAgainstObjective } from "./latency-against-objective";

const WEEK_MS = 7 * DAY_MS;
/** Finer windows are gone after a week. */
export const COMPARED_WINDOW_MS = 5 * MINUTE_MS;
export const COMPARED_METRICS = [
  "requests",
  "errors",
  "latency",
  "active_users",
  "satisfaction",
  "revenue",
] as const satisfies readonly MetricName[];
const FULL_SCORE = 100;
const P99 = 0.99;

/** Start of the 5 min window that holds the same time last week. */
export function lastWeekWindowMs(asOfMs: number): number {
  return windowStart(asOfMs - WEEK_MS, COMPARED_WINDOW_MS);
}

/**
 * The figures of some regions together in the one 5 min window that their rows are of; null where no row says.
 * @param latencyObjectiveMs what Apdex judges by
 */
export function lastWeekFigures(
  rows: readonly RollupRow[],
  windowMs: number,
  latencyObjectiveMs: number,
): LastWeekFigures | null {
  if (rows.length === 0) return null;
  const of = (metric: MetricName) => rows.filter((row) => row.metric === metric);
  const latency = merged(of("latency"));
  const errorRatio = judgedErrors(of("requests"), of("errors"));
  return {
    windowMs,
    requestsPerSecond: perSecond(of("requests")),
    activeUsers: means(of("active_users")),
    latencyP99Ms: latency?.quantile(P99) ?? null,
    errorRatio,
    performanceScore:
      latencyAgainstObjective(latency, latencyObjectiveMs, errorRatio)?.performanceScore ?? null,
    satisfactionScore: mean(of("satisfaction")),
    revenuePerMinute: perMinute(of("revenue")),
  };
}

const sumOf = (rows: readonly RollupRow[]) => rows.reduce((sum, row) => sum + row.sum, 0);

function perSecond(rows: readonly RollupRow[]): number | null {
  return rows.length === 0 ? null : sumOf(rows) / (COMPARED_WINDOW_MS / SECOND_MS);
}

function perMinute(rows: readonly RollupRow[]): number | null {
  return rows.length === 0 ? null : sumOf(rows) / (COMPARED_WINDOW_MS / MINUTE_MS);
}

/** Each region's own mean, added. */
function means(rows: readonly RollupRow[]): number | null {
  const known = rows.filter((row) => row.count > 0);
  return known.length === 0 ? null : known.reduce((sum, row) => sum + row.sum / row.count, 0);
}

function mean(rows: readonly RollupRow[]): number | null {
  const count = rows.reduce((all, row) => all + row.count, 0);
  return count > 0 ? (sumOf(rows) / count) * FULL_SCORE : null;
}

/** Only regions whose errors are known are judged. */
function judgedErrors(requests: readonly RollupRow[], errors: readonly RollupRow[]): number | null {
  const regions = new Set(errors.map((row) => row.region));
  const judged = sumOf(requests.filter((row) => regions.has(row.region)));
  return judged > 0 ? Math.min(1, sumOf(errors) / judged) : null;
}

function merged(rows: readonly RollupRow[]): Histogram | null {
  const all = Histogram.empty();
  for (const row of rows) if (row.histogram) all.merge(decodeHistogram(row.histogram));
  return all.count > 0 ? all : null;
}

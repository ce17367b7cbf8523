import type { CustomerFigures } from "@/lib/domain/business-snapshot";
import type { MetricName } from "@/lib/domain/metric";
import type { RollupRow, SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, HOUR_MS, windowStart } from "@/lib/domain/window";
import { presentWindowMs } from "@/lib/pipeline/aggregate/present-window";

/** Figures of customers come rarely, so they are those of the last 24 h. */
export const CUSTOMER_METRICS = [
  "new_customers",
  "retained_customers",
  "satisfaction",
] as const satisfies readonly MetricName[];

/** From where on the 1 h roll-ups of `CUSTOMER_METRICS` are read: 24 whole hours before the hour that runs. */
export function customerHoursFromMs(asOfMs: number): number {
  return windowStart(asOfMs, HOUR_MS) - DAY_MS;
}

/** @param satisfiedNow the satisfaction of the present; null: nothing came lately */
export function customerFigures(
  rows: readonly RollupRow[],
  signals: readonly SignalRow[],
  satisfiedNow: number | null,
  asOfMs: number,
): CustomerFigures {
  return {
    newPerHour: newPerHour(rows, signals, asOfMs),
    retainedRatio: meanRatio(rows, "retained_customers"),
    satisfiedRatio: satisfiedNow ?? (isRare(signals) ? meanRatio(rows, "satisfaction") : null),
  };
}

/** Surveys come too rarely for a present; of a sender that is quicker, silence says that it stopped. */
function isRare(signals: readonly SignalRow[]): boolean {
  const own = signals.filter(({ metric }) => metric === "satisfaction");
  return own.some(({ intervalMs }) => intervalMs === null || presentWindowMs(intervalMs) < 2 * intervalMs);
}

/** Each region's new customers ÷ the hours that they are of, added up; null where no region's are known. */
function newPerHour(
  rows: readonly RollupRow[],
  signals: readonly SignalRow[],
  asOfMs: number,
): number | null {
  const arrivals = rows.filter(({ metric }) => metric === "new_customers");
  const regions = [...new Set(arrivals.map(({ region }) => region))];
  const rates = regions.flatMap((region) => {
    const own = arrivals.filter((row) => row.region === region);
    const intervalMs = longestInterval(signals, region);
    if (intervalMs === null) return []; // the first figure does not say which time it is of
    const fromMs = customerHoursFromMs(asOfMs);
    const firstMs = Math.min(...own.map(({ windowMs }) => windowMs));
    const coveredMs = Math.min(asOfMs - fromMs, asOfMs - firstMs + intervalMs);
    return (own.reduce((sum, row) => sum + row.sum, 0) * HOUR_MS) / Math.max(HOUR_MS, coveredMs);
  });
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0);
}

function longestInterval(signals: readonly SignalRow[], region: string): number | null {
  const intervals = signals.flatMap((signal) =>
    signal.metric === "new_customers" && signal.region === region ? (signal.intervalMs ?? []) : [],
  );
  return intervals.length === 0 ? null : Math.max(...intervals);
}

/** Every figure counts the same. */
function meanRatio(rows: readonly RollupRow[], metric: MetricName): number | null {
  const own = rows.filter((row) => row.metric === metric);
  const count = own.reduce((sum, row) => sum + row.count, 0);
  return count > 0 ? own.reduce((sum, row) => sum + row.sum, 0) / count : null;
}

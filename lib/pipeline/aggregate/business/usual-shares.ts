import type { MetricName } from "@/lib/domain/metric";
import { scopeKey, type RollupRow, type RollupSum } from "@/lib/domain/rollup-row";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { judgedSpan } from "@/lib/pipeline/aggregate/error-spans";
import { decodeHistogram, Histogram } from "@/lib/pipeline/aggregate/histogram";
import { errorRatioOf, type Unnamed } from "@/lib/pipeline/aggregate/judged-requests";
import { unhappyShares, type UnhappyShares } from "./unhappy-shares";

/** What the usual shares are made of. */
export const USUAL_METRICS = ["requests", "errors", "latency"] as const satisfies readonly MetricName[];

/** Roll-ups of `USUAL_METRICS`: of the same hour last week (1 h), and of yesterday and today so far (1 d, UTC). */
export interface UsualRows {
  readonly lastWeek: { readonly regions: readonly RollupRow[]; readonly services: readonly RollupRow[] };
  readonly days: { readonly regions: readonly RollupRow[]; readonly services: readonly RollupRow[] };
}

/** From where on `days` are read: yesterday's start. */
export function usualDaysFromMs(asOfMs: number): number {
  return windowStart(asOfMs, DAY_MS) - DAY_MS;
}

/**
 * Which shares of a scope's requests usually fail or are slow, by scopeKey: those of the same hour last week, else those
 * of yesterday and today so far.
 * @param objectiveMs the latency objective of a scope
 * @param unnamed what a region's samples without a service send
 */
export function usualShares(
  { lastWeek, days }: UsualRows,
  objectiveMs: (region: string, service: string | null) => number,
  unnamed: (region: string) => Unnamed,
): Map<string, UnhappyShares> {
  const spans = [days, lastWeek].map((rows) => {
    const regions = bySum(rows.regions);
    const services = bySum(rows.services);
    const judged = judgedSpan({ regions, services }, unnamed);
    const latencies = mergedLatencies([...rows.regions, ...rows.services]);
    return { judged, latencies };
  });
  const scopes = [lastWeek, days].flatMap((rows) => [...rows.regions, ...rows.services]);
  const usual = new Map<string, UnhappyShares>();
  for (const { region, service } of scopes) {
    const key = scopeKey(region, service);
    if (usual.has(key)) continue;
    let shares: UnhappyShares = { failed: null, frustrated: null };
    for (const { judged, latencies } of spans) {
      const errorRatio = errorRatioOf(judged.get(key) ?? null);
      const { failed, frustrated } = unhappyShares(
        errorRatio,
        latencies.get(key) ?? null,
        objectiveMs(region, service),
      );
      shares = { failed: failed ?? shares.failed, frustrated: frustrated ?? shares.frustrated };
    }
    usual.set(key, shares);
  }
  return usual;
}

/** Rows of one scope and metric added up. */
function bySum(rows: readonly RollupRow[]): RollupSum[] {
  const sums = new Map<string, RollupSum>();
  for (const { metric, region, service, count, sum } of rows) {
    const key = `${metric} ${scopeKey(region, service)}`;
    const before = sums.get(key);
    sums.set(key, {
      metric,
      region,
      service,
      count: count + (before?.count ?? 0),
      sum: sum + (before?.sum ?? 0),
    });
  }
  return [...sums.values()];
}

function mergedLatencies(rows: readonly RollupRow[]): Map<string, Histogram> {
  const merged = new Map<string, Histogram>();
  for (const { metric, region, service, histogram } of rows) {
    if (metric !== "latency" || histogram === null) continue;
    const key = scopeKey(region, service);
    const whole = merged.get(key) ?? Histogram.empty();
    whole.merge(decodeHistogram(histogram));
    merged.set(key, whole);
  }
  return merged;
}

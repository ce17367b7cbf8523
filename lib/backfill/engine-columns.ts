import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { scopeKey } from "@/lib/domain/rollup-row";
import { SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import { bucketHistograms, estimatedSum } from "@/lib/pipeline/aggregate/engine/engine-buckets";
import { ScopeValues, type EngineScope } from "@/lib/pipeline/aggregate/engine/engine-scope";
import type { HistorySpan } from "@/lib/pipeline/aggregate/history-columns";
import type { QuerySeries } from "@/lib/platform/prometheus-answer";

/** The scope that a series names; null: it names no region, or one that cannot be shown. */
export type ScopeOf = (series: QuerySeries) => EngineScope | null;

/** What the series of one metric are put into, and how they are understood. */
export interface MetricColumns {
  readonly span: HistorySpan;
  readonly metric: MetricName;
  readonly scopeOf: ScopeOf;
  /** Of latency's bounds and sums, in ms. */
  readonly latencyUnitMs: number;
}

/** A bound in ms without the noise of 0.07 × 1000. */
const SIGNIFICANT_DIGITS = 12;

/**
 * Puts a metric's series into the span; several of one scope are added up. A point at a window's end is about that window.
 * @param companions a ratio's weights, or a distribution's sums
 * @returns how many values of the series were used
 */
export function addSeries(
  into: MetricColumns,
  series: readonly QuerySeries[],
  companions: readonly QuerySeries[],
): number {
  const beside = valuesOf(into, companions);
  let used = 0;
  for (const { scope, own } of byScope(into, series).values()) {
    if (metricDefinition(into.metric).kind === "distribution") used += addBuckets(into, scope, own, beside);
    else for (const one of own) used += addValues(into, scope, one, beside);
  }
  return used;
}

function byScope({ scopeOf }: MetricColumns, series: readonly QuerySeries[]) {
  const groups = new Map<string, { readonly scope: EngineScope; readonly own: QuerySeries[] }>();
  for (const one of series) {
    const scope = scopeOf(one);
    if (scope === null) continue;
    const key = scopeKey(scope.region, scope.service);
    const group = groups.get(key);
    if (group) group.own.push(one);
    else groups.set(key, { scope, own: [one] });
  }
  return groups;
}

function valuesOf({ scopeOf }: MetricColumns, series: readonly QuerySeries[]): ScopeValues {
  const values = new ScopeValues();
  for (const one of series) {
    const scope = scopeOf(one);
    if (scope === null) continue;
    for (const { timeMs, value } of one.points) if (value !== null) values.add(scope, timeMs, value);
  }
  return values;
}

/** A gauge's value counts as often as 10 s windows fit, as if it had been sent live. */
function addValues(
  { span, metric }: MetricColumns,
  scope: EngineScope,
  { points }: QuerySeries,
  weights: ScopeValues,
): number {
  const { kind } = metricDefinition(metric);
  const columns = span.scope(metric, scope.region, scope.service);
  const repeats = span.tier.windowMs / WINDOW_MS;
  let used = 0;
  for (const { timeMs, value } of points) {
    const window = windowEndingAt(span, timeMs);
    if (value === null || window < 0) continue;
    used++;
    if (kind === "counter") columns.add(window, (value * span.tier.windowMs) / SECOND_MS, repeats);
    else if (kind === "total")
      columns.add(window, value * repeats, columns.count[window] === 0 ? repeats : 0);
    else columns.observe(window, value, repeats * (weights.get(scope, timeMs) ?? 1), timeMs - 1);
  }
  return used;
}

/** A scope whose series are no classic histogram up to +Inf is left out, as a source's is. */
function addBuckets(
  { span, metric, latencyUnitMs }: MetricColumns,
  scope: EngineScope,
  series: readonly QuerySeries[],
  sums: ScopeValues,
): number {
  const isAsked = ({ timeMs }: { readonly timeMs: number }) => windowEndingAt(span, timeMs) >= 0;
  const histograms = (bucketHistograms(series, latencyUnitMs) ?? []).filter(isAsked);
  if (histograms.length === 0) return 0;
  const boundsMs = histograms[0]!.boundsMs.map((bound) => Number(bound.toPrecision(SIGNIFICANT_DIGITS)));
  const columns = span.scope(metric, scope.region, scope.service);
  const { counts } = columns.bucketsOf(boundsMs);
  const seconds = span.tier.windowMs / SECOND_MS;
  for (const histogram of histograms) {
    const window = windowEndingAt(span, histogram.timeMs);
    const sent = sums.get(scope, histogram.timeMs);
    const sumMs = sent === null ? estimatedSum(histogram) : sent * latencyUnitMs;
    columns.add(window, sumMs * seconds, histogram.cumulative.at(-1)! * seconds);
    histogram.cumulative.forEach((perSecond, position) => {
      counts[window * boundsMs.length + position]! += perSecond * seconds;
    });
  }
  const used = series.map(({ points }) => points.filter((point) => point.value !== null && isAsked(point)));
  return used.reduce((sum, points) => sum + points.length, 0);
}

/** Index of the window that ends at `timeMs`; -1 outside the span. */
function windowEndingAt(span: HistorySpan, timeMs: number): number {
  return span.windowAt(timeMs - span.tier.windowMs);
}

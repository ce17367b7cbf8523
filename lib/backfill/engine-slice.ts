import { ImportScopes } from "./import-scopes";
import type { BackfillSlice, BackfillSource } from "@/lib/domain/backfill";
import { METRIC_NAMES, metricDefinition, type MetricName } from "@/lib/domain/metric";
import {
  DEFAULT_EXPRESSIONS,
  expandExpression,
  type SourceExpression,
} from "@/lib/domain/source-expressions";
import { SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import { HistorySpan } from "@/lib/pipeline/aggregate/history-columns";
import type { ScopeColumns } from "@/lib/pipeline/aggregate/scope-columns";
import type { QuerySeries } from "@/lib/platform/prometheus-answer";
import type { PrometheusQueries, QueryLimits } from "@/lib/platform/prometheus-query";
import { AppError } from "@/lib/platform/errors";

type EngineSource = Extract<BackfillSource, { kind: "engine" }>;
export interface SliceRead {
  readonly span: HistorySpan;
  /** Values read. */
  readonly points: number;
}
export interface EngineAccess {
  readonly queries: PrometheusQueries;
  readonly headers: Readonly<Record<string, string>>;
}

const LIMITS: QueryLimits = { timeoutMs: 60_000, maxBytes: 256 * 1024 * 1024 };
const LE = "le";
/** A bound in ms without the noise of 0.07 × 1000. */
const SIGNIFICANT_DIGITS = 12;

/**
 * Reads one slice, one range query an expression, one point a window: the point at a window's end is about that window.
 * Increases are the rate over the window times its length; a gauge's value counts as often as 10 s windows fit, as if
 * it had been sent live. @throws QueryError, AppError unprocessable
 */
export async function readEngineSlice(
  source: EngineSource,
  slice: BackfillSlice,
  access: EngineAccess,
): Promise<SliceRead> {
  const span = new HistorySpan(slice.tier, slice.fromMs, slice.toMs);
  let points = 0;
  const scopes = new ImportScopes();
  const scopeOf: ScopeOf = ({ labels }) => {
    const region = labels[source.regionLabel];
    const service = labels[source.serviceLabel] || null;
    return region && scopes.takes(region, service) ? { region, service } : null;
  };
  const expressions = source.expressions ?? DEFAULT_EXPRESSIONS;
  const asked = METRIC_NAMES.flatMap((metric) => {
    const expression = expressions[metric];
    return expression ? [{ into: { source, span, metric, scopeOf }, expression }] : [];
  });
  let next = asked[0] && ask(asked[0].into, asked[0].expression.query, access);
  for (const [position, { into, expression }] of asked.entries()) {
    const series = await next!;
    // The engine works on the next answer while this one is taken.
    const following = asked[position + 1];
    next = following && ask(following.into, following.expression.query, access);
    next?.catch(() => undefined); // whoever takes it hears of it
    points += await takeMetric(into, series, expression, access);
  }
  return { span, points };
}

/** The scope that a series names; null: it names no region, or one that cannot be shown. */
type ScopeOf = (series: QuerySeries) => { readonly region: string; readonly service: string | null } | null;

/** What the series of one metric are read for. */
interface MetricRead {
  readonly source: EngineSource;
  readonly span: HistorySpan;
  readonly metric: MetricName;
  readonly scopeOf: ScopeOf;
}

function ask(
  { source, span }: MetricRead,
  query: string,
  { queries, headers }: EngineAccess,
): Promise<QuerySeries[]> {
  const { windowMs } = span.tier;
  return queries.query(
    { url: source.url, headers },
    expandExpression(query, { ...source, rangeSeconds: windowMs / SECOND_MS }),
    { kind: "range", startMs: span.fromMs + windowMs, endMs: span.toMs, stepMs: windowMs },
    LIMITS,
  );
}

/** Puts a metric's series into the span. Returns how many values were read. */
async function takeMetric(
  into: MetricRead,
  series: readonly QuerySeries[],
  { companion }: SourceExpression,
  access: EngineAccess,
): Promise<number> {
  const companions = series.length > 0 && companion !== null ? await ask(into, companion, access) : [];
  if (metricDefinition(into.metric).kind === "distribution") addBuckets(into, series, companions);
  else addValues(into, series, companions);
  return countPoints(series) + countPoints(companions);
}

function countPoints(series: readonly QuerySeries[]): number {
  return series.reduce((sum, { points }) => sum + points.length, 0);
}

function addValues(
  { span, metric, scopeOf }: MetricRead,
  series: readonly QuerySeries[],
  weights: readonly QuerySeries[],
): void {
  const { kind } = metricDefinition(metric);
  const weightsOf = new Map(weights.map((weight) => [JSON.stringify(scopeOf(weight)), weight]));
  const repeats = span.tier.windowMs / WINDOW_MS;
  for (const one of series) {
    const scope = scopeOf(one);
    if (scope === null) continue;
    const columns = span.scope(metric, scope.region, scope.service);
    const weight = valuesByTime(weightsOf.get(JSON.stringify(scope)));
    for (const { timeMs, value } of one.points) {
      const window = windowEndingAt(span, timeMs);
      if (value === null || window < 0) continue;
      if (kind === "counter") columns.add(window, (value * span.tier.windowMs) / SECOND_MS, repeats);
      else if (kind === "total") columns.add(window, value * repeats, repeats);
      else columns.observe(window, value, repeats * (weight?.get(timeMs) ?? 1), timeMs - 1);
    }
  }
}

function valuesByTime(series: QuerySeries | undefined): ReadonlyMap<number, number> | null {
  if (!series) return null;
  return new Map(series.points.flatMap(({ timeMs, value }) => (value === null ? [] : [[timeMs, value]])));
}

function windowEndingAt(span: HistorySpan, timeMs: number): number {
  return span.windowAt(timeMs - span.tier.windowMs);
}

function addBuckets(
  { source, span, metric, scopeOf }: MetricRead,
  buckets: readonly QuerySeries[],
  sums: readonly QuerySeries[],
): void {
  const unitMs = source.latencyUnit === "s" ? SECOND_MS : 1;
  const seconds = span.tier.windowMs / SECOND_MS;
  const histograms = Map.groupBy
    ? Map.groupBy(buckets, (one) => JSON.stringify(scopeOf(one)))
    : groupBy(buckets, (one) => JSON.stringify(scopeOf(one)));
  for (const group of histograms.values()) {
    const scope = scopeOf(group[0]!);
    if (scope === null) continue;
    addHistogram(span, span.scope(metric, scope.region, scope.service), group, unitMs);
  }
  for (const one of sums) {
    const scope = scopeOf(one);
    if (scope === null || !histograms.has(JSON.stringify(scope))) continue;
    const columns = span.scope(metric, scope.region, scope.service);
    for (const { timeMs, value } of one.points) {
      const window = windowEndingAt(span, timeMs);
      if (value !== null && window >= 0) columns.add(window, value * seconds * unitMs, 0);
    }
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function addHistogram(
  span: HistorySpan,
  columns: ScopeColumns,
  buckets: readonly QuerySeries[],
  unitMs: number,
): void {
  const bounded = buckets
    .map((series) => ({ series, boundMs: boundMs(series.labels[LE], unitMs) }))
    .sort((a, b) => a.boundMs - b.boundMs);
  if (bounded.at(-1)!.boundMs !== Infinity)
    throw new AppError("unprocessable", 'A histogram of the engine has no bucket with le="+Inf".');
  const boundsMs = bounded.map((bucket) => bucket.boundMs);
  const { counts } = columns.bucketsOf(boundsMs);
  const seconds = span.tier.windowMs / SECOND_MS;
  bounded.forEach(({ series }, position) => {
    const isTotal = position === boundsMs.length - 1;
    for (const { timeMs, value } of series.points) {
      const window = windowEndingAt(span, timeMs);
      if (value === null || window < 0) continue;
      counts[window * boundsMs.length + position]! += value * seconds;
      if (isTotal) columns.add(window, 0, value * seconds);
    }
  });
}

function boundMs(le: string | undefined, unitMs: number): number {
  if (le === "+Inf" || le === "Inf") return Infinity;
  const bound = le === undefined || le === "" ? NaN : Number(le);
  if (!Number.isFinite(bound))
    throw new AppError("unprocessable", "A histogram of the engine has a bucket whose le is no number.");
  return Number((bound * unitMs).toPrecision(SIGNIFICANT_DIGITS));
}

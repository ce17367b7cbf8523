import { addSeries, type MetricColumns, type ScopeOf } from "./engine-columns";
import { ImportScopes } from "./import-scopes";
import type { PlannedSlice } from "./plan-slice";
import type { BackfillSource } from "@/lib/domain/backfill";
import { METRIC_NAMES } from "@/lib/domain/metric";
import {
  DEFAULT_EXPRESSIONS,
  expandExpression,
  type SourceExpression,
} from "@/lib/domain/source-expressions";
import { SECOND_MS } from "@/lib/domain/window";
import { HistorySpan } from "@/lib/pipeline/aggregate/history-columns";
import type { QuerySeries } from "@/lib/platform/prometheus-answer";
import type { PrometheusQueries, QueryLimits } from "@/lib/platform/prometheus-query";

type EngineSource = Extract<BackfillSource, { kind: "engine" }>;
export interface SliceRead {
  readonly span: HistorySpan;
  /** Values that were used. */
  readonly points: number;
}
export interface EngineAccess {
  readonly queries: PrometheusQueries;
  readonly headers: Readonly<Record<string, string>>;
}

const LIMITS: QueryLimits = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024 };
/** A rate needs two samples at least; over fewer intervals one that is missing leaves a gap. As lib/sources has it. */
const RATE_INTERVALS = 4;

/**
 * Reads one slice, one range query an expression, one point a window: the point at a window's end is about that window.
 * Increases are the rate at the window's end times its length. @throws QueryError, AppError unprocessable
 */
export async function readEngineSlice(
  source: EngineSource,
  slice: PlannedSlice,
  access: EngineAccess,
): Promise<SliceRead> {
  const read: SliceReading = { source, stepMs: slice.stepMs, access };
  const span = new HistorySpan(slice.tier, slice.fromMs, slice.toMs);
  const latencyUnitMs = source.latencyUnit === "s" ? SECOND_MS : 1;
  const scopeOf = scopesOf(source);
  const expressions = source.expressions ?? DEFAULT_EXPRESSIONS;
  const asked = METRIC_NAMES.flatMap((metric) => {
    const expression = expressions[metric];
    return expression ? [{ into: { span, metric, scopeOf, latencyUnitMs }, expression }] : [];
  });
  let points = 0;
  let next = asked[0] && ask(read, span, asked[0].expression.query);
  for (const [position, { into, expression }] of asked.entries()) {
    const series = await next!;
    // The engine works on the next answer while this one is taken.
    const following = asked[position + 1];
    next = following && ask(read, span, following.expression.query);
    next?.catch(() => undefined); // whoever takes it hears of it
    points += await takeMetric(read, into, series, expression);
  }
  return { span, points };
}

interface SliceReading {
  readonly source: EngineSource;
  readonly stepMs: number;
  readonly access: EngineAccess;
}

function scopesOf(source: EngineSource): ScopeOf {
  const scopes = new ImportScopes();
  return ({ labels }) => {
    const region = labels[source.regionLabel];
    const service = labels[source.serviceLabel] || null;
    return region && scopes.takes(region, service) ? { region, service } : null;
  };
}

function ask(
  { source, stepMs, access: { queries, headers } }: SliceReading,
  { tier: { windowMs }, fromMs, toMs }: HistorySpan,
  query: string,
): Promise<QuerySeries[]> {
  const rangeSeconds = Math.ceil(Math.max(windowMs, RATE_INTERVALS * stepMs) / SECOND_MS);
  return queries.query(
    { url: source.url, headers },
    expandExpression(query, { ...source, rangeSeconds }),
    { kind: "range", startMs: fromMs + windowMs, endMs: toMs, stepMs: windowMs },
    LIMITS,
  );
}

/** Puts a metric's series into the span. Returns how many values were used. */
async function takeMetric(
  read: SliceReading,
  into: MetricColumns,
  series: readonly QuerySeries[],
  { companion }: SourceExpression,
): Promise<number> {
  const asksMore = series.length > 0 && companion !== null;
  return addSeries(into, series, asksMore ? await ask(read, into.span, companion) : []);
}

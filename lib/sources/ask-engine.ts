import type { EngineAnswer, EngineSeries } from "@/lib/domain/engine-series";
import type { MetricName } from "@/lib/domain/metric";
import { expressionScope, expressionsOf, type SourceSettings } from "@/lib/domain/source";
import { expandExpression } from "@/lib/domain/source-expressions";
import { WINDOW_MS } from "@/lib/domain/window";
import { QueryError, type PrometheusQueries, type QueryTarget } from "@/lib/platform/prometheus-query";
import type { ReadSpan } from "./read-span";

/** What an engine said to one metric's expressions. */
export interface AskedMetric {
  readonly metric: MetricName;
  readonly query: string;
  readonly companion: string | null;
  readonly tookMs: number;
  /** null where an expression failed: then `failure` says why. */
  readonly answer: EngineAnswer | null;
  readonly failure: QueryError | null;
}

export interface AskLimits {
  readonly queryTimeoutMs: number;
  readonly maxBytes: number;
  readonly maxSeries: number;
  /** Expressions asked at once. */
  readonly concurrency: number;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** Asks every expression for the windows of `span`, a few at a time. Failures are in the results. */
export async function askEngine(
  queries: PrometheusQueries,
  target: QueryTarget,
  settings: SourceSettings,
  span: ReadSpan,
  limits: AskLimits,
  nowMs: () => number,
): Promise<AskedMetric[]> {
  const scope = expressionScope(settings);
  const ask = async (expression: string): Promise<EngineSeries[]> => {
    const time = timeOf(span);
    const { queryTimeoutMs: timeoutMs, maxBytes, signal } = limits;
    const series = await queries.query(target, expression, time, { timeoutMs, maxBytes, signal });
    if (series.length <= limits.maxSeries) return series;
    const text = `It answers ${series.length} series; ${limits.maxSeries} are the most: aggregate by region and service.`;
    throw new QueryError("bad-query", text);
  };
  const waiting = expressionsOf(settings).map(([metric, expression]) => async (): Promise<AskedMetric> => {
    const query = expandExpression(expression.query, scope);
    const companion = expression.companion === null ? null : expandExpression(expression.companion, scope);
    const startedMs = nowMs();
    const told = { metric, query, companion };
    try {
      const series = await ask(query);
      // Nothing to weigh, so nothing to ask: names that an engine does not have cost one query.
      const companions = companion === null || series.length === 0 ? null : await ask(companion);
      return { ...told, tookMs: nowMs() - startedMs, answer: { metric, series, companions }, failure: null };
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      return { ...told, tookMs: nowMs() - startedMs, answer: null, failure: error };
    }
  });
  return runSome(waiting, limits.concurrency);
}

/** One window is an instant, more are a range; either way at the windows' ends. */
function timeOf({ fromMs, toMs }: ReadSpan) {
  if (toMs - fromMs === WINDOW_MS) return { kind: "instant", timeMs: toMs } as const;
  return { kind: "range", startMs: fromMs + WINDOW_MS, endMs: toMs, stepMs: WINDOW_MS } as const;
}

async function runSome<T>(tasks: readonly (() => Promise<T>)[], concurrency: number): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]!();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
}

import { METRIC_NAMES, type MetricName } from "./metric";
import { DEFAULT_EXPRESSIONS, type ExpressionScope, type SourceExpression } from "./source-expressions";
import { SECOND_MS } from "./window";

/** What is asked of a source, and how its answers are understood. */
export interface SourceSettings {
  /** The labels that name region and service; a series without the second is of the region as a whole. */
  readonly regionLabel: string;
  readonly serviceLabel: string;
  /** The region of series that name none; null: they are left out. */
  readonly region: string | null;
  /** How often the engine's own senders report: rates are taken over a multiple of it. */
  readonly scrapeIntervalMs: number;
  /** A window is read this long after its end, so that samples on their way to the engine are in it. */
  readonly delayMs: number;
  /** The unit of latency's `le` and sums. */
  readonly latencyUnit: "s" | "ms";
  /** What differs from the defaults; null: the metric is not asked for. */
  readonly expressions: Readonly<Partial<Record<MetricName, SourceExpression | null>>>;
}

/** A Prometheus-compatible engine that is read in place, without its headers' values. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly headerNames: readonly string[];
  readonly settings: SourceSettings;
  readonly enabled: boolean;
  /** Counts changes of what an admin set. */
  readonly version: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
}

/** How reading it goes. */
export interface SourceProgress {
  /** End of the newest window that was stored; null: none yet. */
  readonly readToMs: number | null;
  readonly attemptedMs: number | null;
  readonly succeededMs: number | null;
  readonly tookMs: number | null;
  readonly seriesCount: number | null;
  /** Why the newest attempt failed; null: it did not. */
  readonly error: string | null;
  readonly leftOut: readonly LeftOut[];
}

/** Something that a read could not use. */
export interface LeftOut {
  /** null: not one metric's. */
  readonly metric: MetricName | null;
  readonly reason: string;
}

/** Rates over fewer intervals lack samples when one scrape fails; Grafana's `$__rate_interval` has the same rule. */
const RATE_INTERVALS = 4;

/** What the placeholders of a source's expressions stand for. */
export function expressionScope(settings: SourceSettings): ExpressionScope {
  const rangeSeconds = Math.ceil((RATE_INTERVALS * settings.scrapeIntervalMs) / SECOND_MS);
  return { regionLabel: settings.regionLabel, serviceLabel: settings.serviceLabel, rangeSeconds };
}

/** What is asked for each metric: the source's own expression, else the default. */
export function expressionsOf(settings: SourceSettings): [MetricName, SourceExpression][] {
  return METRIC_NAMES.flatMap((metric) => {
    const own = settings.expressions[metric];
    if (own === null) return [];
    return [[metric, own ?? DEFAULT_EXPRESSIONS[metric]]];
  });
}

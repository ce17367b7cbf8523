import { METRIC_NAMES, metricDefinition, type MetricName } from "@/lib/domain/metric";
import type { RollupRow } from "@/lib/domain/rollup-row";
import { WINDOW_MS } from "@/lib/domain/window";
import { decodeHistogram, Histogram } from "./histogram";
import { judgedScope, mergeJudged, type Judged, type RequestSums } from "./judged-requests";
import { coveredSeconds, LONGEST_PRESENT_MS, presentWindowMs, rateSpanMs } from "./present-window";
import type { ScopeSignal, ScopeSignals } from "./scope-signals";

/** A weighted mean's parts, per second, so that scopes merge by adding. */
export interface Weighted {
  readonly sum: number;
  readonly count: number;
}

/** The present of a scope in the form that merges: the world is the sum of its regions. A missing key = not known. */
export interface ScopePresent {
  /** Increases per second. */
  readonly rates: ReadonlyMap<MetricName, number>;
  readonly ratios: ReadonlyMap<MetricName, Weighted>;
  readonly totals: ReadonlyMap<MetricName, number>;
  readonly latency: Histogram | null;
  /** Requests and errors per second of the parts that send both. */
  readonly judged: Judged | null;
  readonly signals: ScopeSignals;
}

/** The present of one scope from its 10 s roll-ups (of the last `lookBackMs` at least) and what is known of its senders. */
export function scopePresent(
  rows: readonly RollupRow[],
  signals: ScopeSignals,
  asOfMs: number,
): ScopePresent {
  const rates = new Map<MetricName, number>();
  const ratios = new Map<MetricName, Weighted>();
  const totals = new Map<MetricName, number>();
  let latency: Histogram | null = null;
  const byMetric = groupByMetric(rows, asOfMs);
  for (const [metric, signal] of signals) {
    const windows = byMetric.get(metric) ?? [];
    if (!signal.fresh || windows.length === 0) continue;
    const { kind } = metricDefinition(metric);
    if (kind === "distribution") latency = mergedLatency(windows, asOfMs);
    else if (kind === "total") setKnown(totals, metric, newestMean(windows, signal, asOfMs));
    else {
      const weighted = perSecond(windows, signal, asOfMs);
      if (kind === "counter") setKnown(rates, metric, weighted && weighted.sum);
      else setKnown(ratios, metric, weighted && weighted.count > 0 ? weighted : null); // a part without a whole
    }
  }
  return { rates, ratios, totals, latency, judged: judgedScope(requestRates(rates)), signals };
}

/** Requests and errors per second. */
export function requestRates(rates: ReadonlyMap<MetricName, number>): RequestSums {
  return { requests: rates.get("requests") ?? null, errors: rates.get("errors") ?? null };
}

/** How far back the rows of `scopePresent` must reach, given every signal. */
export function lookBackMs(signals: readonly { readonly intervalMs: number | null }[]): number {
  const longest = signals.reduce((most, { intervalMs }) => Math.max(most, presentWindowMs(intervalMs)), 0);
  return Math.ceil(2 * longest); // the span ends at the newest sample, which may itself be a present window old
}

/** The world from its regions. */
export function mergePresents(parts: readonly ScopePresent[]): ScopePresent {
  const add = (a: number, b: number) => a + b;
  const histograms = parts.flatMap((part) => part.latency ?? []);
  const latency = histograms.length > 0 ? Histogram.empty() : null;
  for (const histogram of histograms) latency?.merge(histogram);
  return {
    rates: mergeMaps(
      parts.map((part) => part.rates),
      add,
    ),
    ratios: mergeMaps(
      parts.map((part) => part.ratios),
      (a, b) => ({ sum: a.sum + b.sum, count: a.count + b.count }),
    ),
    totals: mergeMaps(
      parts.map((part) => part.totals),
      add,
    ),
    latency,
    judged: mergeJudged(parts.map((part) => part.judged)),
    signals: mergeMaps(
      parts.map((part) => part.signals),
      mergeSignals,
    ),
  };
}

function mergeSignals(a: ScopeSignal, b: ScopeSignal): ScopeSignal {
  const speaking = [a, b].filter((signal) => signal.fresh || (!a.fresh && !b.fresh));
  const intervals = speaking.flatMap((signal) => signal.intervalMs ?? []);
  return {
    intervalMs: intervals.length > 0 ? Math.max(...intervals) : null,
    newestSampleMs: Math.max(a.newestSampleMs, b.newestSampleMs),
    fresh: a.fresh || b.fresh,
    demo: speaking.some((signal) => signal.demo),
  };
}

function mergeMaps<K, V>(maps: readonly ReadonlyMap<K, V>[], merge: (a: V, b: V) => V): Map<K, V> {
  const merged = new Map<K, V>();
  for (const map of maps)
    for (const [key, value] of map) {
      const before = merged.get(key);
      merged.set(key, before === undefined ? value : merge(before, value));
    }
  return merged;
}

function setKnown<V>(map: Map<MetricName, V>, metric: MetricName, value: V | null): void {
  if (value !== null) map.set(metric, value);
}

function groupByMetric(rows: readonly RollupRow[], asOfMs: number): Map<MetricName, RollupRow[]> {
  const groups = new Map<MetricName, RollupRow[]>(METRIC_NAMES.map((metric) => [metric, []]));
  for (const row of rows) if (row.windowMs < asOfMs) groups.get(row.metric)?.push(row);
  for (const group of groups.values()) group.sort((a, b) => a.windowMs - b.windowMs);
  return groups;
}

/**
 * Σ per second over the span that ends with the newest window: senders that batch are a few seconds behind, and a span
 * that ended at `asOfMs` would lack their last sample.
 */
function perSecond(
  windows: readonly RollupRow[],
  { intervalMs }: ScopeSignal,
  asOfMs: number,
): Weighted | null {
  const endMs = windows[windows.length - 1].windowMs + WINDOW_MS;
  if (asOfMs - endMs >= presentWindowMs(intervalMs)) return null;
  const spanMs = rateSpanMs(intervalMs);
  const inSpan = windows.filter((row) => row.windowMs >= endMs - spanMs);
  const seconds = coveredSeconds({ firstWindowMs: inSpan[0].windowMs, endMs, spanMs, intervalMs });
  return {
    sum: inSpan.reduce((sum, row) => sum + row.sum, 0) / seconds,
    count: inSpan.reduce((count, row) => count + row.count, 0) / seconds,
  };
}

function newestMean(
  windows: readonly RollupRow[],
  { intervalMs }: ScopeSignal,
  asOfMs: number,
): number | null {
  const newest = windows.findLast((row) => row.count > 0);
  if (!newest || asOfMs - (newest.windowMs + WINDOW_MS) >= presentWindowMs(intervalMs)) return null;
  return newest.sum / newest.count;
}

function mergedLatency(windows: readonly RollupRow[], asOfMs: number): Histogram | null {
  const merged = Histogram.empty();
  for (const row of windows)
    if (row.histogram && row.windowMs >= asOfMs - LONGEST_PRESENT_MS)
      merged.merge(decodeHistogram(row.histogram));
  return merged.count > 0 ? merged : null;
}

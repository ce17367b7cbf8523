import type { EngineAnswer, EngineSeries } from "@/lib/domain/engine-series";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { scopeKey } from "@/lib/domain/rollup-row";
import { SECOND_MS, WINDOW_MS } from "@/lib/domain/window";
import { CellRegistry, type Cell } from "@/lib/pipeline/aggregate/fold/cells";
import { PendingWindows, type WindowDelta } from "@/lib/pipeline/aggregate/fold/pending-windows";
import type { AdmittedScopes, RefusedScope } from "./admitted-scopes";
import { bucketHistograms, estimatedSum } from "./engine-buckets";
import { ScopeValues, type EngineScope, type EngineScopeLabels } from "./engine-scope";

export interface EngineWindowsOptions extends EngineScopeLabels {
  /** Only windows in [fromMs, toMs) are taken. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Of latency's bounds and sums, in ms. */
  readonly latencyUnitMs: number;
  /** What the engine may name; learns what it names now. */
  readonly scopes: AdmittedScopes;
}

export type IgnoredSeries = RefusedScope | "negative" | "no-buckets";

/** What an engine's answers add to the roll-ups. */
export interface EngineWindows {
  readonly windows: ReadonlyMap<number, WindowDelta>;
  readonly cells: readonly Cell[];
  /** Series that were not used, by metric and reason. */
  readonly ignored: readonly { metric: MetricName; reason: IgnoredSeries; series: number }[];
}

const WINDOW_SECONDS = WINDOW_MS / SECOND_MS;

/** Makes 10 s windows of what an engine answered, as if its senders had sent here. */
export function engineWindows(
  answers: readonly EngineAnswer[],
  options: EngineWindowsOptions,
): EngineWindows {
  const builder = new Builder(options);
  for (const answer of answers) builder.take(answer);
  return {
    windows: builder.pending.take(),
    cells: builder.registry.cells,
    ignored: [...builder.ignored.values()],
  };
}

class Builder {
  readonly registry = new CellRegistry();
  readonly pending = new PendingWindows();
  readonly ignored = new Map<string, { metric: MetricName; reason: IgnoredSeries; series: number }>();

  constructor(private readonly options: EngineWindowsOptions) {}

  take(answer: EngineAnswer): void {
    const { kind } = metricDefinition(answer.metric);
    switch (kind) {
      case "counter":
        return this.counters(answer);
      case "ratio":
        return this.ratios(answer);
      case "total":
        return this.totals(answer);
      case "distribution":
        return this.distributions(answer);
      default:
        return kind satisfies never;
    }
  }

  private counters({ metric, series }: EngineAnswer): void {
    this.eachPoint(metric, series, (scope, timeMs, perSecond) => {
      if (perSecond < 0) this.ignore(metric, "negative");
      else
        this.window(metric, scope, timeMs, (window, cell) => window.add(cell, perSecond * WINDOW_SECONDS, 1));
    });
  }

  private ratios({ metric, series, companions }: EngineAnswer): void {
    const weights = companions && this.valuesOf(companions);
    this.eachPoint(metric, series, (scope, timeMs, ratio) => {
      const weight = weights?.get(scope, timeMs) ?? null;
      if (weight !== null && weight <= 0) return; // nothing is behind it
      this.window(metric, scope, timeMs, (window, cell) => {
        if (weight === null) window.observe(cell, ratio, timeMs - 1);
        else window.add(cell, ratio * weight, weight);
      });
    });
  }

  private totals({ metric, series }: EngineAnswer): void {
    const scopes = new Map<string, EngineScope>();
    const values = new ScopeValues();
    const times = new Set<number>();
    this.eachPoint(metric, series, (scope, timeMs, value) => {
      scopes.set(scopeKey(scope.region, scope.service), scope);
      values.add(scope, timeMs, value);
      times.add(timeMs);
    });
    for (const timeMs of times) {
      const parts = [...scopes.values()].flatMap((scope) => {
        const value = values.get(scope, timeMs);
        return value === null ? [] : [{ scope, value }];
      });
      for (const { scope, value } of parts)
        this.window(metric, scope, timeMs, (window, cell) => window.add(cell, value, 1));
      for (const [region, total] of regionTotals(metric, parts)) {
        const { index } = this.registry.get(metric, region, null, "region");
        this.pending.at(timeMs - WINDOW_MS).add(index, total, 1);
      }
    }
  }

  private distributions({ metric, series, companions }: EngineAnswer): void {
    const unitMs = this.options.latencyUnitMs;
    const sums = companions && this.valuesOf(companions);
    const byScope = new Map<string, { scope: EngineScope; series: EngineSeries[] }>();
    for (const one of series) {
      const scope = this.scope(metric, one);
      if (scope === null) continue;
      const key = scopeKey(scope.region, scope.service);
      const group = byScope.get(key);
      if (group) group.series.push(one);
      else byScope.set(key, { scope, series: [one] });
    }
    for (const { scope, series: own } of byScope.values()) {
      const histograms = bucketHistograms(own, unitMs);
      if (histograms === null) this.ignore(metric, "no-buckets", own.length);
      for (const histogram of histograms ?? []) {
        const { timeMs, boundsMs, cumulative } = histogram;
        if (!this.asked(timeMs)) continue;
        const sent = sums?.get(scope, timeMs) ?? null;
        const sumMs = sent === null ? estimatedSum(histogram) : sent * unitMs;
        this.window(metric, scope, timeMs, (window, cell) => {
          window.add(cell, sumMs * WINDOW_SECONDS, cumulative[cumulative.length - 1]! * WINDOW_SECONDS);
          cumulative.forEach((perSecond, position) =>
            window.addBucket(cell, boundsMs, position, perSecond * WINDOW_SECONDS),
          );
        });
      }
    }
  }

  /** Runs `add` on the window that ends at `timeMs`, and notes that the scope's metric reports. */
  private window(
    metric: MetricName,
    { region, service }: EngineScope,
    timeMs: number,
    add: (window: WindowDelta, cell: number) => void,
  ): void {
    const cell = this.registry.get(metric, region, service);
    cell.newestSampleMs = Math.max(cell.newestSampleMs, timeMs);
    cell.intervalMs = WINDOW_MS;
    add(this.pending.at(timeMs - WINDOW_MS), cell.index);
  }

  private eachPoint(
    metric: MetricName,
    series: readonly EngineSeries[],
    each: (scope: EngineScope, timeMs: number, value: number) => void,
  ): void {
    for (const one of series) {
      const scope = this.scope(metric, one);
      if (scope === null) continue;
      for (const { timeMs, value } of one.points)
        if (value !== null && this.asked(timeMs)) each(scope, timeMs, value);
    }
  }

  private valuesOf(series: readonly EngineSeries[]): ScopeValues {
    const values = new ScopeValues();
    for (const one of series) {
      const scope = this.options.scopes.read(one, this.options);
      if (typeof scope === "string") continue; // said where its figure is
      for (const { timeMs, value } of one.points) if (value !== null) values.add(scope, timeMs, value);
    }
    return values;
  }

  private asked(timeMs: number): boolean {
    const { fromMs, toMs } = this.options;
    return timeMs % WINDOW_MS === 0 && timeMs > fromMs && timeMs <= toMs;
  }

  private scope(metric: MetricName, series: EngineSeries): EngineScope | null {
    const scope = this.options.scopes.admit(series, this.options);
    if (typeof scope !== "string") return scope;
    this.ignore(metric, scope);
    return null;
  }

  private ignore(metric: MetricName, reason: IgnoredSeries, series = 1): void {
    const key = `${metric}/${reason}`;
    const before = this.ignored.get(key)?.series ?? 0;
    this.ignored.set(key, { metric, reason, series: before + series });
  }
}

/** A region's total over its parts, by the metric's rule. */
function regionTotals(
  metric: MetricName,
  parts: readonly { scope: EngineScope; value: number }[],
): Map<string, number> {
  const ownCounts = metricDefinition(metric).regionTotal === "own-or-max";
  const totals = new Map<string, number>();
  const own = new Map<string, number>();
  for (const { scope, value } of parts) {
    const before = totals.get(scope.region);
    if (ownCounts && scope.service === null) own.set(scope.region, value);
    if (before === undefined) totals.set(scope.region, value);
    else totals.set(scope.region, ownCounts ? Math.max(before, value) : before + value);
  }
  return new Map([...totals, ...own]);
}

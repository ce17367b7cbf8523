import type { HistoryColumns, HistoryMetric, HistoryPoint, HistoryUnit } from "@/lib/domain/metric-history";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { SECOND_MS } from "@/lib/domain/window";
import { mergeSteps, NOTHING_STORED, type StepColumns, type StoredWindows } from "./history-merge";

type Values = Readonly<Partial<Record<MetricName, StepColumns>>>;

interface HistoryRecipe {
  readonly needs: readonly MetricName[];
  readonly unit: HistoryUnit;
  /** One step's figures from those of what it needs; NaN where unknown. Those it does not write stay unknown. */
  readonly fill: (into: HistoryColumns, step: number, values: Values, seconds: number) => void;
}

const PER_SECOND: readonly HistoryUnit[] = ["per-second", "currency-per-second"];

/** What a history is made of, which canonical metrics it needs and how a step's figures follow from them. */
export function historyRecipe(metric: HistoryMetric): HistoryRecipe {
  switch (metric) {
    case "requests_per_second":
      return canonical("requests");
    case "throughput":
      return { needs: ["requests", "errors"], unit: "per-second", fill: throughput };
    case "error_rate":
      return ratioOf(["errors", "requests"], (errors, requests) => errors / requests);
    case "availability":
      return ratioOf(["errors", "requests"], (errors, requests) => 1 - errors / requests);
    case "cache_hit_rate":
      return ratioOf(["cache_hits", "cache_misses"], (hits, misses) => hits / (hits + misses));
    case "load_balancer_health":
      return ratioOf(["lb_targets_healthy", "lb_targets"], (healthy, all) => healthy / all, "mean");
    case "latency_p50":
      return percentile("p50");
    case "latency_p95":
      return percentile("p95");
    case "latency_p99":
      return percentile("p99");
    default:
      return canonical(metric);
  }
}

function canonical(metric: MetricName): HistoryRecipe {
  const { kind, unit } = metricDefinition(metric);
  const needs = [metric];
  if (kind === "counter")
    return {
      needs,
      unit: unit === "currency" ? "currency-per-second" : "per-second",
      fill: (into, step, values, seconds) => {
        into.value[step] = values[metric]!.sum[step] / seconds;
      },
    };
  const fill: HistoryRecipe["fill"] = (into, step, values) => {
    const { mean, min, max, p50, p95, p99 } = values[metric]!;
    into.value[step] = mean[step];
    into.min[step] = min[step];
    into.max[step] = max[step];
    into.p50[step] = p50[step];
    into.p95[step] = p95[step];
    into.p99[step] = p99[step];
  };
  if (kind === "distribution") return { needs, unit: "ms", fill };
  return { needs, unit: kind === "ratio" ? "ratio" : "count", fill };
}

function percentile(which: "p50" | "p95" | "p99"): HistoryRecipe {
  return {
    needs: ["latency"],
    unit: "ms",
    fill: (into, step, { latency }) => {
      into.value[step] = latency![which][step];
      into.min[step] = latency!.min[step];
      into.max[step] = latency!.max[step];
    },
  };
}

function throughput(into: HistoryColumns, step: number, { requests, errors }: Values, seconds: number): void {
  into.value[step] = Math.max(0, requests!.sum[step] - errors!.sum[step]) / seconds;
}

function ratioOf(
  needs: readonly [MetricName, MetricName],
  of: (first: number, second: number) => number,
  figure: "sum" | "mean" = "sum",
): HistoryRecipe {
  const [first, second] = needs;
  return {
    needs,
    unit: "ratio",
    fill: (into, step, values) => {
      const ratio = of(values[first]![figure][step], values[second]![figure][step]);
      into.value[step] = Number.isFinite(ratio) ? Math.min(1, Math.max(0, ratio)) : NaN; // 0 ÷ 0: no traffic
    },
  };
}

export interface HistorySpan {
  /** A multiple of `stepMs`. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  /** End of the newest window that holds data: a rate is shown once its step is over. */
  readonly dataEndMs: number;
  /** The windows include those of the step before `fromMs`, where any were kept: whether the first step begins a run is known. */
  readonly beganEarlier: boolean;
}

/** The figures of a history, one entry a step, from the windows of what its recipe needs. */
export function metricHistory(
  metric: HistoryMetric,
  stored: Readonly<Partial<Record<MetricName, StoredWindows>>>,
  { fromMs, toMs, stepMs, dataEndMs, beganEarlier }: HistorySpan,
): HistoryColumns {
  const { needs, unit, fill } = historyRecipe(metric);
  const steps = Math.max(0, Math.ceil((toMs - fromMs) / stepMs));
  // One step more, the first: what comes after a gap is told from it.
  const span = { fromMs: fromMs - stepMs, stepMs, steps: steps + 1 };
  const values: Partial<Record<MetricName, StepColumns>> = {};
  for (const name of needs)
    values[name] = mergeSteps(metricDefinition(name).kind, stored[name] ?? NOTHING_STORED, span);
  const all = Object.values(values);
  const isKnown = (step: number) => all.some(({ sum }) => step < sum.length && !Number.isNaN(sum[step]));
  // The first step after a gap: when in it the counters began is not known, so their increase covers an unknown part.
  const isBeginning = (step: number) => (step > 1 || beganEarlier) && !isKnown(step - 1) && isKnown(step + 1);
  // How much of a rate an unfinished step has seen is not known: its senders' increases come in lumps.
  const unfinished = (dataEndMs - span.fromMs) / stepMs;
  const isOpen = (step: number) => step < unfinished && unfinished < step + 1;
  const isRate = PER_SECOND.includes(unit);
  const columns = unknownColumns(steps + 1);
  for (let step = 1; step <= steps; step++)
    if (!isRate || !(isOpen(step) || isBeginning(step))) fill(columns, step, values, stepMs / SECOND_MS);
  return withoutFirst(columns);
}

function unknownColumns(steps: number): HistoryColumns {
  const unknown = () => new Float64Array(steps).fill(NaN);
  return {
    value: unknown(),
    min: unknown(),
    max: unknown(),
    p50: unknown(),
    p95: unknown(),
    p99: unknown(),
  };
}

function withoutFirst({ value, min, max, p50, p95, p99 }: HistoryColumns): HistoryColumns {
  return {
    value: value.subarray(1),
    min: min.subarray(1),
    max: max.subarray(1),
    p50: p50.subarray(1),
    p95: p95.subarray(1),
    p99: p99.subarray(1),
  };
}

/** The same, step by step. */
export function historyPoints(
  columns: HistoryColumns,
  { fromMs, stepMs }: Pick<HistorySpan, "fromMs" | "stepMs">,
): HistoryPoint[] {
  const known = (column: Float64Array, step: number) => (Number.isNaN(column[step]) ? null : column[step]);
  return Array.from(columns.value, (_, step) => ({
    timeMs: fromMs + step * stepMs,
    value: known(columns.value, step),
    min: known(columns.min, step),
    max: known(columns.max, step),
    p50: known(columns.p50, step),
    p95: known(columns.p95, step),
    p99: known(columns.p99, step),
  }));
}

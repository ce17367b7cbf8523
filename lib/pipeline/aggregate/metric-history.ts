import {
  historyUnitOf,
  type HistoryColumns,
  type HistoryMetric,
  type HistoryPoint,
  type HistoryUnit,
} from "@/lib/domain/metric-history";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { SECOND_MS } from "@/lib/domain/window";
import { mergeSteps, NOTHING_STORED, type StepColumns, type StoredWindows } from "./history-merge";

type Values = Readonly<Partial<Record<MetricName, StepColumns>>>;
type Figures = Pick<HistoryColumns, "value"> & Partial<HistoryColumns>;

interface HistoryRecipe {
  readonly needs: readonly MetricName[];
  /** The figures of all steps from those of what it needs; NaN where unknown. Columns that it leaves out are unknown. */
  readonly figures: (values: Values, seconds: number) => Figures;
}

const PER_SECOND: readonly HistoryUnit[] = ["per-second", "currency-per-second"];

/** What a history is made of, which canonical metrics it needs and how a step's figures follow from them. */
export function historyRecipe(metric: HistoryMetric): HistoryRecipe {
  switch (metric) {
    case "requests_per_second":
      return canonical("requests");
    case "throughput":
      return { needs: ["requests", "errors"], figures: throughput };
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
  const needs = [metric];
  if (metricDefinition(metric).kind === "counter")
    return {
      needs,
      figures: (values, seconds) => ({ value: values[metric]!.sum.map((sum) => sum / seconds) }),
    };
  const figures = (values: Values): Figures => {
    const { mean, min, max, p50, p95, p99 } = values[metric]!;
    return { value: mean, min, max, p50, p95, p99 };
  };
  return { needs, figures };
}

function percentile(which: "p50" | "p95" | "p99"): HistoryRecipe {
  const figures = ({ latency }: Values): Figures => {
    const { min, max, [which]: value } = latency!;
    return { value, min, max };
  };
  return { needs: ["latency"], figures };
}

function throughput({ requests, errors }: Values, seconds: number): Figures {
  const failed = errors!.sum;
  return { value: requests!.sum.map((sum, step) => Math.max(0, sum - failed[step]) / seconds) };
}

function ratioOf(
  needs: readonly [MetricName, MetricName],
  of: (first: number, second: number) => number,
  figure: "sum" | "mean" = "sum",
): HistoryRecipe {
  const figures = (values: Values): Figures => {
    const [first, second] = needs.map((name) => values[name]![figure]);
    return {
      value: first.map((one, step) => {
        const ratio = of(one, second[step]);
        return Number.isFinite(ratio) ? Math.min(1, Math.max(0, ratio)) : NaN; // 0 ÷ 0: no traffic
      }),
    };
  };
  return { needs, figures };
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
  const { needs, figures } = historyRecipe(metric);
  const steps = Math.max(0, Math.ceil((toMs - fromMs) / stepMs));
  // One step more, the first: what comes after a gap is told from it.
  const span = { fromMs: fromMs - stepMs, stepMs, steps: steps + 1 };
  const values: Partial<Record<MetricName, StepColumns>> = {};
  for (const name of needs)
    values[name] = mergeSteps(metricDefinition(name).kind, stored[name] ?? NOTHING_STORED, span);
  const { value, ...rest } = figures(values, stepMs / SECOND_MS);
  if (PER_SECOND.includes(historyUnitOf(metric))) {
    const all = Object.values(values);
    const isKnown = (step: number) => all.some(({ sum }) => step < sum.length && !Number.isNaN(sum[step]));
    // The first step after a gap: when in it the counters began is not known, so their increase covers an unknown part.
    const isBeginning = (step: number) =>
      (step > 1 || beganEarlier) && !isKnown(step - 1) && isKnown(step + 1);
    // How much of a rate an unfinished step has seen is not known: its senders' increases come in lumps.
    const unfinished = (dataEndMs - span.fromMs) / stepMs;
    const isOpen = (step: number) => step < unfinished && unfinished < step + 1;
    for (let step = 1; step <= steps; step++) if (isOpen(step) || isBeginning(step)) value[step] = NaN;
  }
  const unknown = new Float64Array(value.length).fill(NaN);
  return withoutFirst({
    min: unknown,
    max: unknown,
    p50: unknown,
    p95: unknown,
    p99: unknown,
    ...rest,
    value,
  });
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

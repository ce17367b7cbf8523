import type { HistoryMetric, HistoryPoint, HistoryUnit } from "@/lib/domain/metric-history";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { SECOND_MS } from "@/lib/domain/window";
import { mergeSteps, type HistoryWindow, type StepFigures } from "./history-merge";

type Series = ReadonlyMap<number, StepFigures>;
type Values = Readonly<Partial<Record<MetricName, StepFigures>>>;

interface HistoryRecipe {
  readonly needs: readonly MetricName[];
  readonly unit: HistoryUnit;
  readonly point: (values: Values, seconds: number) => Omit<HistoryPoint, "timeMs">;
}

const PER_SECOND: readonly HistoryUnit[] = ["per-second", "currency-per-second"];
const NOTHING = { value: null, min: null, max: null, p50: null, p95: null, p99: null };

/** What a history is made of, which canonical metrics it needs and how a step's figures follow from them. */
export function historyRecipe(metric: HistoryMetric): HistoryRecipe {
  switch (metric) {
    case "requests_per_second":
      return canonical("requests");
    case "throughput":
      return { needs: ["requests", "errors"], unit: "per-second", point: throughput };
    case "error_rate":
      return ratioOf(["errors", "requests"], (errors, requests) => errors / requests);
    case "availability":
      return ratioOf(["errors", "requests"], (errors, requests) => 1 - errors / requests);
    case "cache_hit_rate":
      return ratioOf(["cache_hits", "cache_misses"], (hits, misses) => hits / (hits + misses));
    case "load_balancer_health":
      return {
        needs: ["lb_targets_healthy", "lb_targets"],
        unit: "ratio",
        point: (values) => share(values.lb_targets_healthy?.mean, values.lb_targets?.mean, (a, b) => a / b),
      };
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
      point: (values, seconds) => ({
        ...NOTHING,
        value: values[metric] ? values[metric].sum / seconds : null,
      }),
    };
  const point = (values: Values) => {
    const figures = values[metric];
    return figures
      ? { ...NOTHING, ...quantilesOf(figures), value: figures.mean, min: figures.min, max: figures.max }
      : NOTHING;
  };
  if (kind === "distribution") return { needs, unit: "ms", point };
  return { needs, unit: kind === "ratio" ? "ratio" : "count", point };
}

function percentile(which: "p50" | "p95" | "p99"): HistoryRecipe {
  return {
    needs: ["latency"],
    unit: "ms",
    point: ({ latency }) =>
      latency ? { ...NOTHING, value: latency[which], min: latency.min, max: latency.max } : NOTHING,
  };
}

function quantilesOf({ p50, p95, p99 }: StepFigures): Pick<HistoryPoint, "p50" | "p95" | "p99"> {
  return { p50, p95, p99 };
}

function throughput({ requests, errors }: Values, seconds: number): Omit<HistoryPoint, "timeMs"> {
  return requests && errors
    ? { ...NOTHING, value: Math.max(0, requests.sum - errors.sum) / seconds }
    : NOTHING;
}

function ratioOf(
  needs: readonly [MetricName, MetricName],
  of: (first: number, second: number) => number,
): HistoryRecipe {
  const [first, second] = needs;
  return { needs, unit: "ratio", point: (values) => share(values[first]?.sum, values[second]?.sum, of) };
}

function share(
  first: number | null | undefined,
  second: number | null | undefined,
  of: (first: number, second: number) => number,
): Omit<HistoryPoint, "timeMs"> {
  if (first === null || first === undefined || second === null || second === undefined) return NOTHING;
  const value = of(first, second);
  return Number.isFinite(value) ? { ...NOTHING, value: Math.min(1, Math.max(0, value)) } : NOTHING; // 0 ÷ 0: no traffic
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

/** The points of a history, one a step, from the windows of what its recipe needs. */
export function metricHistory(
  metric: HistoryMetric,
  windows: Readonly<Partial<Record<MetricName, readonly HistoryWindow[]>>>,
  { fromMs, toMs, stepMs, dataEndMs, beganEarlier }: HistorySpan,
): HistoryPoint[] {
  const recipe = historyRecipe(metric);
  const series = recipe.needs.map((name): [MetricName, Series] => [
    name,
    mergeSteps(metricDefinition(name).kind, windows[name] ?? [], stepMs),
  ]);
  const isRate = PER_SECOND.includes(recipe.unit);
  const isKnown = (timeMs: number) => series.some(([, steps]) => steps.has(timeMs));
  // The first step after a gap: when in it the counters began is not known, so their increase covers an unknown part.
  const isBeginning = (timeMs: number) =>
    (timeMs > fromMs || beganEarlier) && !isKnown(timeMs - stepMs) && isKnown(timeMs + stepMs);
  const points: HistoryPoint[] = [];
  for (let timeMs = fromMs; timeMs < toMs; timeMs += stepMs) {
    const values: Partial<Record<MetricName, StepFigures>> = {};
    for (const [name, steps] of series) values[name] = steps.get(timeMs);
    // How much of a rate an unfinished step has seen is not known: its senders' increases come in lumps.
    const unfinished = dataEndMs > timeMs && dataEndMs < timeMs + stepMs;
    const point =
      isRate && (unfinished || isBeginning(timeMs)) ? NOTHING : recipe.point(values, stepMs / SECOND_MS);
    points.push({ timeMs, ...point });
  }
  return points;
}

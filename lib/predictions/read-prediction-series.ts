import type { Stores } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import type { PredictionKind, PredictionSeries } from "@/lib/domain/prediction";
import { predictionRuleFor, type PredictionRule } from "@/lib/domain/prediction-rule";
import type { PackedBlock, SignalRow } from "@/lib/domain/rollup-row";
import { TIERS, windowStart } from "@/lib/domain/window";
import {
  fromFirstKnown,
  regularSeriesOf,
  type SeriesFigure,
} from "@/lib/pipeline/aggregate/regular-series-of";
import { readBudgetSeries } from "./read-budget-series";

const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;

interface Source {
  readonly kind: PredictionKind;
  readonly metric: MetricName;
  readonly figure: SeriesFigure;
}
const SOURCES: readonly Source[] = [
  { kind: "cpu_saturation_prediction", metric: "cpu", figure: "mean" },
  { kind: "memory_pressure_prediction", metric: "memory", figure: "mean" },
  { kind: "disk_exhaustion_prediction", metric: "disk", figure: "mean" },
  { kind: "connection_exhaustion_prediction", metric: "connection_utilization", figure: "mean" },
  { kind: "latency_degradation_prediction", metric: "latency", figure: "p99" },
];

export interface SeriesQuery {
  readonly rules: readonly PredictionRule[];
  /** End of the newest window; it must be closed. */
  readonly toMs: number;
  /** Only those; default: all that a rule is for. */
  readonly isWanted?: (kind: PredictionKind, region: string) => boolean;
}

/** Every regional series that a rule is for, as far back as windows of 5 min are kept. */
export async function readPredictionSeries(stores: Stores, query: SeriesQuery): Promise<PredictionSeries[]> {
  const { rules, toMs, isWanted = () => true } = query;
  const wanted = (kind: PredictionKind, region: string) =>
    predictionRuleFor(rules, kind, region) !== null && isWanted(kind, region);
  const signals = await stores.rollups.signals();
  const fromMs = windowStart(toMs - FINE_TIER.keepMs, FINE_TIER.windowMs) + FINE_TIER.windowMs;
  const span = { fromMs, toMs, stepMs: FINE_TIER.windowMs };
  const sent = (metric: MetricName) => [
    ...new Set(signals.filter((row) => row.metric === metric).map(({ region }) => region)),
  ];
  const sources = SOURCES.filter(({ kind, metric }) => sent(metric).some((region) => wanted(kind, region)));
  const metrics = sources.map(({ metric }) => metric);
  const histories =
    metrics.length === 0
      ? []
      : await stores.rollups.regionHistory({ metrics, regions: null, tier: FINE_TIER, fromMs, toMs });
  const gauges = histories.flatMap(({ metric, region, parts }): PredictionSeries[] => {
    const source = sources.find((each) => each.metric === metric);
    if (!source || !wanted(source.kind, region)) return [];
    return [seriesOf(source, region, parts, span, signals)];
  });
  const budgets = await readBudgetSeries(stores, signals, span, wanted);
  return [...gauges, ...budgets].filter(({ series }) => series.values.length > 0);
}

function seriesOf(
  { kind, metric, figure }: Source,
  region: string,
  blocks: readonly PackedBlock[],
  span: { readonly fromMs: number; readonly toMs: number; readonly stepMs: number },
  signals: readonly SignalRow[],
): PredictionSeries {
  return {
    subject: { kind, region, service: null, objectiveId: null },
    series: fromFirstKnown(regularSeriesOf(blocks, figure, span)),
    demo: signals.some((row) => row.metric === metric && row.region === region && row.demo),
  };
}

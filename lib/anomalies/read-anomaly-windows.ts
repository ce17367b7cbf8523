import type { Stores } from "@/lib/context";
import { ANOMALY_STEP_MS, type AnomalyMetric } from "@/lib/domain/anomaly";
import type { MetricName } from "@/lib/domain/metric";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { SECOND_MS, TIERS } from "@/lib/domain/window";
import { judgedParts } from "@/lib/pipeline/aggregate/judged-parts";
import { regularSeriesOf, type SeriesFigure } from "@/lib/pipeline/aggregate/regular-series-of";

const FINE_TIER = TIERS.find(({ windowMs }) => windowMs === ANOMALY_STEP_MS)!;
/** A share of fewer requests is chance. */
const LEAST_REQUESTS = 20;

interface Source {
  readonly metric: MetricName;
  readonly figure: SeriesFigure;
}
/** The first of them says what the regions are. */
const SOURCES: Readonly<Record<AnomalyMetric, readonly Source[]>> = {
  requests: [{ metric: "requests", figure: "sum" }],
  error_ratio: [
    { metric: "requests", figure: "sum" },
    { metric: "errors", figure: "sum" },
  ],
  latency_p99: [{ metric: "latency", figure: "p99" }],
  cpu: [{ metric: "cpu", figure: "mean" }],
  memory: [{ metric: "memory", figure: "mean" }],
  disk: [{ metric: "disk", figure: "mean" }],
  connection_utilization: [{ metric: "connection_utilization", figure: "mean" }],
};

export interface WindowSpan {
  /** Whole windows, closed at `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The known values of a metric by window and region: `at(0)` is the window that starts at `fromMs`. */
export interface AnomalyWindows {
  readonly regions: readonly string[];
  at(window: number): ReadonlyMap<string, number>;
}

/** @param signals what was ever sent: the error ratio is only that of regions all of whose requests are judged */
export async function readAnomalyWindows(
  { rollups }: Stores,
  metric: AnomalyMetric,
  { fromMs, toMs }: WindowSpan,
  signals: readonly SignalRow[],
): Promise<AnomalyWindows> {
  const [main, errors] = SOURCES[metric];
  const isJudged = (region: string) => errors === undefined || judgedParts(signals, region).kind === "whole";
  const sent = signals.filter((signal) => signal.metric === main!.metric).map(({ region }) => region);
  const regions = [...new Set(sent)].filter(isJudged);
  if (regions.length === 0) return { regions, at: () => new Map() };
  const metrics = SOURCES[metric].map((source) => source.metric);
  const found = await rollups.regionHistory({ metrics, regions, tier: FINE_TIER, fromMs, toMs });
  const span = { fromMs, toMs, stepMs: ANOMALY_STEP_MS };
  const valuesOf = (source: Source, region: string) => {
    const parts = found.find((each) => each.metric === source.metric && each.region === region)?.parts;
    return regularSeriesOf(parts ?? [], source.figure, span).values;
  };
  const series = regions.map((region) => {
    const failed = errors && valuesOf(errors, region);
    return { region, values: valuesOf(main!, region).map((value, at) => shown(metric, value, failed?.[at])) };
  });
  return {
    regions,
    at: (window) =>
      new Map(
        series.flatMap(({ region, values }) => {
          const value = values[window]!;
          return Number.isNaN(value) ? [] : [[region, value] as const];
        }),
      ),
  };
}

function shown(metric: AnomalyMetric, value: number, failed: number | undefined): number {
  if (metric === "requests") return value / (ANOMALY_STEP_MS / SECOND_MS);
  if (metric !== "error_ratio") return value;
  if (!(value >= LEAST_REQUESTS)) return NaN;
  return Math.min(1, (failed === undefined || Number.isNaN(failed) ? 0 : failed) / value);
}

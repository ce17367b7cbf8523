import type { Stores } from "@/lib/context";
import { ANOMALY_STEP_MS, type AnomalyMetric } from "@/lib/domain/anomaly";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { judgedParts } from "@/lib/pipeline/aggregate/judged-parts";
import { regularSeriesOf } from "@/lib/pipeline/aggregate/regular-series-of";
import {
  ANOMALY_SOURCES,
  ANOMALY_TIER,
  windowsOf,
  windowValue,
  type AnomalySource,
  type AnomalyWindows,
  type WindowSpan,
} from "./anomaly-sources";

/** A share of fewer requests is chance. */
const LEAST_REQUESTS = 20;

/**
 * Regions as a whole.
 * @param signals what was ever sent: the error ratio is only that of regions all of whose requests are judged
 */
export async function readAnomalyWindows(
  { rollups }: Stores,
  metric: AnomalyMetric,
  { fromMs, toMs }: WindowSpan,
  signals: readonly SignalRow[],
): Promise<AnomalyWindows> {
  const [main, errors] = ANOMALY_SOURCES[metric];
  const isJudged = (region: string) => errors === undefined || judgedParts(signals, region).kind === "whole";
  const sent = signals.filter((signal) => signal.metric === main!.metric).map(({ region }) => region);
  const regions = [...new Set(sent)].filter(isJudged);
  if (regions.length === 0) return windowsOf(null, new Map());
  const metrics = ANOMALY_SOURCES[metric].map((source) => source.metric);
  const found = await rollups.regionHistory({ metrics, regions, tier: ANOMALY_TIER, fromMs, toMs });
  const span = { fromMs, toMs, stepMs: ANOMALY_STEP_MS };
  const valuesOf = (source: AnomalySource, region: string) => {
    const parts = found.find((each) => each.metric === source.metric && each.region === region)?.parts;
    return regularSeriesOf(parts ?? [], source.figure, span).values;
  };
  return windowsOf(
    null,
    new Map(
      regions.map((region) => {
        const failed = errors && valuesOf(errors, region);
        const values = valuesOf(main!, region).map((value, at) =>
          windowValue(metric, value, failed?.[at], LEAST_REQUESTS),
        );
        return [region, values] as const;
      }),
    ),
  );
}

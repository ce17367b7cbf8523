import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { ExplanationName } from "./explain-figure";
import { figureModel, missingModel, type FigureModel } from "./figure-model";
import {
  formatAvailability,
  formatCount,
  formatErrorRatio,
  formatMs,
  formatPercent,
  formatPerSecond,
  formatScore,
  plainText,
  type FormattedValue,
} from "./format-number";

type NumberField = {
  [K in keyof RegionalMetricsContract]: RegionalMetricsContract[K] extends number | null ? K : never;
}[keyof RegionalMetricsContract];
type Figure = readonly [
  id: ExplanationName,
  label: string,
  field: NumberField,
  format: (value: number) => FormattedValue,
];

const FIGURES: readonly Figure[] = [
  ["activeUsers", "Active users", "active_users", formatCount],
  ["requests", "Requests", "requests_per_second", formatPerSecond],
  ["availability", "Availability", "availability", formatAvailability],
  ["latency", "Latency p99", "latency_p99", formatMs],
  ["errorRate", "Error rate", "error_rate", formatErrorRatio],
  ["performance", "Performance score", "performance_score", formatScore],
  ["servers", "Servers", "server_count", formatCount],
  ["cacheHits", "Cache hits", "cache_hit_rate", formatPercent],
];

/** The figures of a region that come first. */
export function regionFigures(
  region: RegionalMetricsContract,
  missing: readonly MissingFigureContract[],
): readonly FigureModel[] {
  return FIGURES.map(([id, label, field, format]) =>
    figureModel({
      id,
      label,
      value: region[field],
      format,
      missing: missingModel(field, missing, region.region),
      note: noteOf(id, region),
    }),
  );
}

function noteOf(id: ExplanationName, region: RegionalMetricsContract): string | null {
  if (id === "requests" && region.throughput !== null)
    return `answered ${plainText(formatPerSecond(region.throughput))}`;
  if (id !== "latency") return null;
  const parts = [
    region.latency_p50 === null ? null : `p50 ${plainText(formatMs(region.latency_p50))}`,
    region.latency_p95 === null ? null : `p95 ${plainText(formatMs(region.latency_p95))}`,
    region.latency_interpolated ? "interpolated" : null,
  ];
  return parts.filter((part) => part !== null).join(" · ") || null;
}

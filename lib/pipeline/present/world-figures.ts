import type { GlobalMetricsResponse } from "@/lib/contracts/global-metrics";
import type { ExplanationName } from "./explain-figure";
import { figureModel, missingModel, type FigureModel } from "./figure-model";
import {
  formatCount,
  formatErrorRatio,
  formatPercent,
  formatScore,
  type FormattedValue,
} from "./format-number";

const PER_CENT = 100;

type Global = GlobalMetricsResponse["data"];

type Resource = readonly [
  id: ExplanationName,
  label: string,
  field: keyof Global & `${string}`,
  kind: keyof typeof FORMATS,
];
const FORMATS = {
  share: formatPercent,
  percent: formatPercent,
  count: formatCount,
  errors: formatErrorRatio,
  score: formatScore,
} as const satisfies Record<string, (value: number) => FormattedValue>;
const RESOURCES: readonly Resource[] = [
  ["errorRate", "Error rate", "error_rate", "errors"],
  ["performance", "Performance score", "performance_score", "score"],
  ["cpu", "CPU", "cpu_utilization", "share"],
  ["memory", "Memory", "memory_utilization", "share"],
  ["disk", "Disk", "disk_utilization", "share"],
  ["network", "Network", "network_utilization", "share"],
  ["cacheHits", "Cache hits", "cache_hit_rate", "percent"],
  ["loadBalancers", "Load balancers", "load_balancer_health", "percent"],
  ["connections", "DB connections", "database_connections", "count"],
  ["servers", "Servers", "server_count", "count"],
];

/** What the platform runs on. Utilisations carry the share that fills their bar. */
export function resourceFigures(global: GlobalMetricsResponse): readonly FigureModel[] {
  return RESOURCES.map(([id, label, field, kind]) => {
    const value = global.data[field] as number | null;
    return figureModel({
      id,
      label,
      value,
      format: FORMATS[kind],
      missing: missingModel(field, global.meta.missing),
      share: kind === "share" && value !== null ? value / PER_CENT : null,
    });
  });
}

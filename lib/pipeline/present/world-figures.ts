import type { ExecutiveDashboardResponse } from "@/lib/contracts/executive-dashboard";
import type { GlobalMetricsResponse } from "@/lib/contracts/global-metrics";
import { DAY_MS, SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
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

const PER_CENT = 100;
const OBJECTIVE_DAYS = 30;
const P99 = 99;

type Global = GlobalMetricsResponse["data"];

/** The six figures that come first. */
export function leadFigures(
  global: GlobalMetricsResponse,
  executive: ExecutiveDashboardResponse,
): readonly FigureModel[] {
  const world = global.data;
  const missing = (field: keyof Global) => missingModel(field, global.meta.missing);
  return [
    figureModel({
      id: "activeUsers",
      label: "Active users",
      value: world.active_users,
      format: formatCount,
      missing: missing("active_users"),
    }),
    figureModel({
      id: "requests",
      label: "Requests",
      value: world.total_requests_per_second,
      format: formatPerSecond,
      missing: missing("total_requests_per_second"),
      note: labelled("answered", world.throughput, formatPerSecond),
    }),
    availabilityFigure(global, executive),
    figureModel({
      id: "latency",
      label: "Latency p99",
      value: world.global_latency_p99,
      format: formatMs,
      missing: missing("global_latency_p99"),
      note: latencyNote(world),
    }),
    figureModel({
      id: "errorRate",
      label: "Error rate",
      value: world.error_rate,
      format: formatErrorRatio,
      missing: missing("error_rate"),
    }),
    figureModel({
      id: "performance",
      label: "Performance score",
      value: world.performance_score,
      format: formatScore,
      missing: missing("performance_score"),
      note: labelled("health", world.health_score, formatScore),
    }),
  ];
}

/** Over 30 days, with the present beside it; says so while there is less data than that. */
function availabilityFigure(
  global: GlobalMetricsResponse,
  executive: ExecutiveDashboardResponse,
): FigureModel {
  const coveredSeconds = executive.data.system_availability_window_seconds;
  const coveredMs = coveredSeconds === null ? null : coveredSeconds * SECOND_MS;
  const short = coveredMs !== null && coveredMs < OBJECTIVE_DAYS * DAY_MS;
  const now = labelled("now", global.data.availability, formatAvailability);
  const covered = short ? `${formatDuration(coveredMs)} so far` : null;
  return figureModel({
    id: "availabilityLong",
    label: `Availability, ${OBJECTIVE_DAYS} d`,
    value: executive.data.system_availability,
    format: formatAvailability,
    missing: missingModel("system_availability", executive.meta.missing),
    note: [now, covered].filter((part) => part !== null).join(" · ") || null,
  });
}

function latencyNote(world: Global): string | null {
  const parts = [
    labelled("p50", world.global_latency_p50, formatMs),
    labelled("p95", world.global_latency_p95, formatMs),
    interpolationNote(world),
  ];
  return parts.filter((part) => part !== null).join(" · ") || null;
}

/** p99 is an estimate between two edges: which. */
function interpolationNote({ latency_interpolated, latency_bounds }: Global): string | null {
  if (!latency_interpolated) return null;
  const bound = latency_bounds.find(({ percentile }) => percentile === P99);
  if (!bound) return "interpolated";
  const low = plainText(formatMs(bound.low));
  return bound.high === null
    ? `p99 interpolated, above ${low}`
    : `p99 interpolated between ${low} and ${plainText(formatMs(bound.high))}`;
}

function labelled(
  label: string,
  value: number | null,
  format: (value: number) => FormattedValue,
): string | null {
  return value === null ? null : `${label} ${plainText(format(value))}`;
}

type Resource = readonly [
  id: ExplanationName,
  label: string,
  field: keyof Global & `${string}`,
  kind: "share" | "percent" | "count",
];
const RESOURCES: readonly Resource[] = [
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
      format: kind === "count" ? formatCount : formatPercent,
      missing: missingModel(field, global.meta.missing),
      share: kind === "share" && value !== null ? value / PER_CENT : null,
    });
  });
}

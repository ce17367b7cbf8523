import type { RegionalMetricsContract, RegionalMetricsResponse } from "@/lib/contracts/regional-metrics";
import type { StatusCode } from "@/lib/contracts/status";
import { missingModel, type MissingModel } from "./figure-model";
import {
  formatAvailability,
  formatCount,
  formatErrorRatio,
  formatMs,
  formatPercent,
  formatPerSecond,
  formatScore,
  type FormattedValue,
} from "./format-number";
import { regionName, type RegionNames } from "./region-name";
import { statusModel, type StatusModel } from "./status-model";

export interface RegionColumn {
  readonly id: string;
  readonly label: string;
}
export interface RegionCell {
  readonly column: RegionColumn;
  readonly value: FormattedValue | null;
  readonly missing: MissingModel | null;
}
export interface RegionRow {
  readonly code: string;
  readonly name: string;
  readonly status: StatusModel;
  readonly because: string;
  readonly health: FormattedValue | null;
  readonly penalties: readonly string[];
  readonly stale: boolean;
  readonly newestSampleAt: string | null;
  readonly cells: readonly RegionCell[];
}

type NumberField = {
  [K in keyof RegionalMetricsContract]: RegionalMetricsContract[K] extends number | null ? K : never;
}[keyof RegionalMetricsContract];
type ColumnSource = RegionColumn & {
  readonly field: NumberField;
  readonly format: (value: number) => FormattedValue;
};

const SOURCES: readonly ColumnSource[] = [
  { id: "users", label: "Users", field: "active_users", format: formatCount },
  { id: "rps", label: "Requests", field: "requests_per_second", format: formatPerSecond },
  { id: "p99", label: "p99", field: "latency_p99", format: formatMs },
  { id: "errors", label: "Errors", field: "error_rate", format: formatErrorRatio },
  {
    id: "availability",
    label: "Availability",
    field: "availability",
    format: formatAvailability,
  },
  { id: "cpu", label: "CPU", field: "cpu_utilization", format: formatPercent },
  { id: "servers", label: "Servers", field: "server_count", format: formatCount },
  {
    id: "connections",
    label: "DB connections",
    field: "database_connections",
    format: formatCount,
  },
  { id: "cache", label: "Cache hits", field: "cache_hit_rate", format: formatPercent },
  {
    id: "lb",
    label: "Load balancers",
    field: "load_balancer_health",
    format: formatPercent,
  },
];
export const REGION_COLUMNS: readonly RegionColumn[] = SOURCES;

const WORST_FIRST: readonly StatusCode[] = ["down", "critical", "degraded", "unknown", "healthy"];

/** The regions, worst first, then by traffic: what needs a look stands on top. */
export function regionRows(
  response: RegionalMetricsResponse,
  nameOf: RegionNames = regionName,
): readonly RegionRow[] {
  const rank = (region: RegionalMetricsContract) => WORST_FIRST.indexOf(region.status);
  const traffic = (region: RegionalMetricsContract) => region.requests_per_second ?? 0;
  const sorted = [...response.data].sort((a, b) => rank(a) - rank(b) || traffic(b) - traffic(a));
  return sorted.map((region) => regionRow(region, nameOf(region.region), response.meta.missing));
}

function regionRow(
  region: RegionalMetricsContract,
  name: string,
  missing: RegionalMetricsResponse["meta"]["missing"],
): RegionRow {
  return {
    code: region.region,
    name,
    status: statusModel(region.status),
    because: region.status_because,
    health: region.health_score === null ? null : formatScore(region.health_score),
    penalties: region.penalties.filter((penalty) => penalty.points > 0).map((penalty) => penalty.because),
    stale: region.stale,
    newestSampleAt: region.newest_sample_at,
    cells: SOURCES.map((column) => {
      const value = region[column.field];
      return value === null
        ? { column, value: null, missing: missingModel(column.field, missing, region.region) }
        : { column, value: column.format(value), missing: null };
    }),
  };
}

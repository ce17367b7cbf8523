import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { ServiceMetricsContract } from "@/lib/contracts/service-metrics";
import type { ServiceTotalsContract } from "@/lib/contracts/service-totals";
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
  type FormattedValue,
} from "./format-number";

/** A service over all its regions, or in one. */
export type ServiceScope = ServiceTotalsContract | ServiceMetricsContract;

type NumberField = {
  [K in keyof ServiceMetricsContract]: ServiceMetricsContract[K] extends number | null ? K : never;
}[keyof ServiceMetricsContract];

export interface ServiceFigureSource {
  readonly field: NumberField;
  readonly label: string;
  readonly explanation: ExplanationName;
  /** Of the value as it is exported. */
  readonly unit?: string;
  readonly format: (value: number) => FormattedValue;
  /** It fills something up. */
  readonly fills?: boolean;
}

/** Every figure of a service: golden signals first, then what can be full, then the rest. */
export const SERVICE_FIGURES: readonly ServiceFigureSource[] = [
  { field: "requests_per_second", label: "Requests", explanation: "requests", unit: "per second", format: formatPerSecond }, // prettier-ignore
  {
    field: "error_rate",
    label: "Errors",
    explanation: "errorRate",
    unit: "ratio 0–1",
    format: formatErrorRatio,
  },
  { field: "availability", label: "Availability", explanation: "availability", unit: "%", format: formatAvailability }, // prettier-ignore
  { field: "latency_p50", label: "p50", explanation: "latency", unit: "ms", format: formatMs },
  { field: "latency_p95", label: "p95", explanation: "latency", unit: "ms", format: formatMs },
  { field: "latency_p99", label: "p99", explanation: "latency", unit: "ms", format: formatMs },
  {
    field: "performance_score",
    label: "Performance",
    explanation: "performance",
    unit: "0–100",
    format: formatScore,
  },
  { field: "cpu_usage", label: "CPU", explanation: "cpu", unit: "%", format: formatPercent, fills: true },
  {
    field: "memory_usage",
    label: "Memory",
    explanation: "memory",
    unit: "%",
    format: formatPercent,
    fills: true,
  },
  { field: "disk_usage", label: "Disk", explanation: "disk", unit: "%", format: formatPercent, fills: true },
  { field: "network_usage", label: "Network", explanation: "network", unit: "%", format: formatPercent, fills: true }, // prettier-ignore
  { field: "connection_utilization", label: "Connections", explanation: "connectionShare", unit: "%", format: formatPercent, fills: true }, // prettier-ignore
  { field: "instance_count", label: "Servers", explanation: "servers", format: formatCount },
  {
    field: "cache_hit_rate",
    label: "Cache hits",
    explanation: "cacheHits",
    unit: "%",
    format: formatPercent,
  },
];

const PER_CENT = 100;

/** A figure of a service as a page draws it; its field tells it from others that are explained alike. */
export interface ServiceFigureModel {
  readonly field: NumberField;
  readonly figure: FigureModel;
}

/** The figures of a service now, over all regions or in one. What is not known says why. */
export function serviceFigures(
  scope: ServiceScope,
  missing: readonly MissingFigureContract[],
): readonly ServiceFigureModel[] {
  const region = "region" in scope ? scope.region : undefined;
  return SERVICE_FIGURES.map(({ field, label, explanation, format, fills }) => {
    const value = scope[field];
    return {
      field,
      figure: figureModel({
        id: explanation,
        label,
        value,
        format,
        missing: missingModel(field, missing, region, scope.service_name),
        share: fills && value !== null ? value / PER_CENT : null,
      }),
    };
  });
}

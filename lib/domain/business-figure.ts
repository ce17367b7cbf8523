import type { MetricName } from "./metric";

/** What a business reports of itself. Counters are amounts since the figure before, ratios are 0–1. */
export const BUSINESS_METRICS = [
  "revenue",
  "orders",
  "new_customers",
  "satisfaction",
  "retained_customers",
] as const satisfies readonly MetricName[];
export type BusinessMetric = (typeof BUSINESS_METRICS)[number];

export interface BusinessFigure {
  readonly metric: BusinessMetric;
  readonly value: number;
  readonly region: string;
  /** null: of the region as a whole. */
  readonly service: string | null;
  readonly timeMs: number;
}

/** The name under which a figure goes through ingest; a built-in rule maps it. */
export function businessFigureName(metric: BusinessMetric): string {
  return `hyperscale.kpi.${metric}`;
}

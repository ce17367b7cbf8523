import { BUSINESS_METRICS, businessFigureName } from "@/lib/domain/business-figure";
import { metricDefinition } from "@/lib/domain/metric";
import type { MappingRule } from "@/lib/domain/series-plan";
import { rule, target } from "./rule-writing";

/** Figures that came by POST /kpis. */
export const KPI_RULES: readonly MappingRule[] = BUSINESS_METRICS.map((metric) => {
  const name = businessFigureName(metric);
  const mode = metricDefinition(metric).kind === "counter" ? "increase" : "sample";
  return rule(name, { name }, target(metric, mode));
});

import type { MappingRule } from "@/lib/domain/series-plan";
import { BUSINESS_RULES } from "./rules/business-rules";
import { DURATION_RULES } from "./rules/duration-rules";
import { KPI_RULES } from "./rules/kpi-rules";
import { LOAD_BALANCER_RULES } from "./rules/load-balancer-rules";
import { NODE_EXPORTER_RULES } from "./rules/node-exporter-rules";
import { OTEL_SYSTEM_RULES } from "./rules/otel-system-rules";
import { REQUEST_COUNTER_RULES } from "./rules/request-counter-rules";
import { SERVICE_USAGE_RULES } from "./rules/service-usage-rules";

/** What is understood out of the box. Kept in the database, where admins see them and add their own. */
export const BUILT_IN_RULES: readonly MappingRule[] = [
  ...DURATION_RULES,
  ...REQUEST_COUNTER_RULES,
  ...NODE_EXPORTER_RULES,
  ...OTEL_SYSTEM_RULES,
  ...SERVICE_USAGE_RULES,
  ...LOAD_BALANCER_RULES,
  ...BUSINESS_RULES,
  ...KPI_RULES,
];

import type { MappingRule } from "@/lib/domain/series-plan";
import { rule, target } from "./rule-writing";

/** What the business counts. Amounts are in the reporting currency. */
export const BUSINESS_RULES: readonly MappingRule[] = [
  rule("revenue_total", { name: "revenue_total" }, target("revenue", "increase")),
  rule("orders_total", { name: "orders_total" }, target("orders", "increase")),
  rule("new_customers_total", { name: "new_customers_total" }, target("new_customers", "increase")),
  rule(
    "customer_satisfaction_ratio",
    { name: "customer_satisfaction_ratio" },
    target("satisfaction", "sample"),
  ),
  rule(
    "customer_retention_ratio",
    { name: "customer_retention_ratio" },
    target("retained_customers", "sample"),
  ),
];

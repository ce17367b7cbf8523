import type { BusinessImpactContract } from "@/lib/contracts/business-impact";
import type { ExecutiveDashboardMetrics } from "@/lib/domain/snapshot";
import { currencyMeta } from "./currency-meta";
import { missingOf } from "./missing-of";
import { missingBeforeFirstCycle } from "./no-snapshot";
import { presentBusinessImpact } from "./present-business-impact";
import type { RestAnswer } from "./rest-answer";

/** GET metrics/business-impact; null: there was no cycle yet. */
export function businessImpactAnswer(
  snapshot: ExecutiveDashboardMetrics | null,
): RestAnswer<BusinessImpactContract> {
  const business = snapshot?.business ?? null;
  const data = presentBusinessImpact(snapshot);
  return {
    data,
    asOfMs: snapshot?.asOfMs ?? null,
    demo: snapshot?.demo ?? false,
    meta: currencyMeta(business?.currency),
    missing: business ? missingOf(data, snapshot?.missing ?? []) : missingBeforeFirstCycle(data),
  };
}

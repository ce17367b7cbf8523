import type { ExecutiveDashboardContract } from "@/lib/contracts/executive-dashboard";
import type { ExecutiveReading } from "@/lib/domain/snapshot";
import { currencyMeta } from "./currency-meta";
import { missingOf } from "./missing-of";
import { missingBeforeFirstCycle } from "./no-snapshot";
import { presentExecutiveDashboard } from "./present-executive-dashboard";
import type { RestAnswer } from "./rest-answer";

/** GET dashboard/executive; null: there was no cycle yet. */
export function executiveDashboardAnswer(
  snapshot: ExecutiveReading | null,
): RestAnswer<ExecutiveDashboardContract> {
  const data = presentExecutiveDashboard(snapshot);
  return {
    data,
    asOfMs: snapshot?.asOfMs ?? null,
    demo: snapshot?.demo ?? false,
    meta: currencyMeta(snapshot?.business?.currency),
    missing: snapshot ? missingOf(data, snapshot.missing) : missingBeforeFirstCycle(data),
  };
}

import type { GlobalMetricsContract } from "@/lib/contracts/global-metrics";
import type { GlobalMetrics } from "@/lib/domain/snapshot";
import { currencyMeta } from "./currency-meta";
import { missingOf } from "./missing-of";
import { missingBeforeFirstCycle } from "./no-snapshot";
import { presentGlobalMetrics } from "./present-global-metrics";
import type { RestAnswer } from "./rest-answer";

/** GET metrics/global; null: there was no cycle yet. */
export function globalMetricsAnswer(snapshot: GlobalMetrics | null): RestAnswer<GlobalMetricsContract> {
  const data = presentGlobalMetrics(snapshot);
  return {
    data,
    asOfMs: snapshot?.asOfMs ?? null,
    demo: snapshot?.demo ?? false,
    meta: currencyMeta(snapshot?.currency),
    missing: snapshot ? missingOf(data, snapshot.missing) : missingBeforeFirstCycle(data),
  };
}

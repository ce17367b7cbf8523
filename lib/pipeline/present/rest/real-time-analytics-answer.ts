import type { RealTimeAnalyticsContract } from "@/lib/contracts/real-time-analytics";
import type { GlobalMetrics, RegionalMetrics } from "@/lib/domain/snapshot";
import { currencyMeta } from "./currency-meta";
import { missingOf } from "./missing-of";
import { missingOfRows } from "./missing-of-rows";
import { missingBeforeFirstCycle } from "./no-snapshot";
import { ANALYTICS_FIELD, presentRealTimeAnalytics } from "./present-real-time-analytics";
import { regionExplained } from "./region-explained";
import type { RestAnswer } from "./rest-answer";

/** GET analytics/real-time; `global` null: there was no cycle yet. */
export function realTimeAnalyticsAnswer(
  global: GlobalMetrics | null,
  regions: readonly RegionalMetrics[],
): RestAnswer<RealTimeAnalyticsContract> {
  const data = presentRealTimeAnalytics(global, regions);
  const rows = regions.map((region, i) => ({
    data: data.regional_breakdown[i],
    explained: regionExplained(region),
    where: { region: region.region },
  }));
  const ofRegions = missingOfRows(rows).map((missing) => ({
    ...missing,
    field: `regional_breakdown.${missing.field}`,
  }));
  const ofWorld = global
    ? missingOf(data, global.missing, {}, ANALYTICS_FIELD)
    : missingBeforeFirstCycle(data);
  return {
    data,
    asOfMs: global?.asOfMs ?? null,
    demo: global?.demo ?? false,
    meta: currencyMeta(global?.currency),
    missing: [...ofWorld, ...ofRegions],
  };
}

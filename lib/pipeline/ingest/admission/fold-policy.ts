import { checkLabels, checkScopeName, checkTime, type AdmissionLimits } from "./admission";
import { NewSeriesBudget, type NewSeriesBudgetState } from "./new-series-budget";
import type { MapSeries } from "@/lib/pipeline/ingest/mapping/compile-mapping";
import type { FoldPolicy } from "@/lib/pipeline/aggregate/fold/fold-policy";
import type { ReadLabels } from "@/lib/domain/sample";

/** Admission and mapping as the fold asks for them. */
export function createFoldPolicy(
  limits: AdmissionLimits,
  resolve: MapSeries,
  readLabels: ReadLabels,
): FoldPolicy {
  let budget = new NewSeriesBudget(limits.newSeriesPerMinute);
  return {
    maxLabels: limits.maxLabels,
    maxSeries: limits.maxSeries,
    maxRegions: limits.maxRegions,
    maxServices: limits.maxServices,
    readLabels,
    resolve,
    checkLabels: (labels) => checkLabels(labels, limits),
    checkScopeName,
    checkTime,
    takeNewSeries: (keyId, nowMs) => budget.take(keyId, nowMs),
    saveState: () => JSON.stringify(budget),
    restoreState(state) {
      budget = NewSeriesBudget.fromJSON(limits.newSeriesPerMinute, JSON.parse(state) as NewSeriesBudgetState);
    },
  };
}

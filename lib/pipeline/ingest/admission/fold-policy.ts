import {
  admissionLimitsSchema,
  checkLabels,
  checkScopeName,
  checkTime,
  type AdmissionLimits,
} from "./admission";
import { DEFAULT_FAILOVER_MS, ReplicaElections, type ElectionsState } from "./replica-elections";
import { NewSeriesBudget, type NewSeriesBudgetState } from "./new-series-budget";
import { compileMapping } from "@/lib/pipeline/ingest/mapping/compile-mapping";
import { mappingSetSchema } from "@/lib/pipeline/ingest/mapping/mapping-rule-schema";
import type { FoldPolicy } from "@/lib/pipeline/aggregate/fold/fold-policy";
import type { ReadLabels } from "@/lib/domain/sample";
import type { MappingSet } from "@/lib/domain/series-plan";

interface PolicyState {
  readonly budget: NewSeriesBudgetState;
  readonly mapping: MappingSet;
  readonly elections?: ElectionsState;
  /** Absent or null: none were recorded. */
  readonly limits?: AdmissionLimits | null;
}

/**
 * Admission and mapping as the fold asks for them.
 * @param startLimits until the log or a checkpoint says which ones were in force
 * @param mapping until the log or a checkpoint says which one was in force
 */
export function createFoldPolicy(
  startLimits: AdmissionLimits,
  mapping: MappingSet,
  readLabels: ReadLabels,
): FoldPolicy {
  let limits = startLimits;
  let recordedLimits: string | null = null;
  let budget = new NewSeriesBudget(limits.newSeriesPerMinute);
  const elections = new ReplicaElections();
  let current = mapping;
  let recorded: string | null = null;
  let resolve = compileMapping(mapping.rules, mapping.scope);
  const adopt = (stored: unknown) => {
    const next = mappingSetSchema.parse(stored);
    resolve = compileMapping(next.rules, next.scope);
    current = next;
    recorded = JSON.stringify(next);
  };
  const admitBy = (stored: unknown) => {
    limits = admissionLimitsSchema.parse(stored);
    budget.perMinute = limits.newSeriesPerMinute;
    recordedLimits = JSON.stringify(limits);
  };
  return {
    get limits() {
      return limits;
    },
    readLabels,
    resolve: (labels, instrument) => resolve(labels, instrument),
    checkLabels: (labels) => checkLabels(labels, limits),
    checkScopeName,
    checkTime,
    areNewSeriesSpent: (keyId, nowMs) => budget.isSpent(keyId, nowMs),
    takeNewSeries: (keyId, nowMs) => budget.take(keyId, nowMs),
    electReplica: (pair, { receivedAtMs, failoverMs = DEFAULT_FAILOVER_MS }) =>
      elections.judge(pair, receivedAtMs, failoverMs),
    setMapping: (text) => adopt(JSON.parse(text)),
    recordedMapping: () => recorded,
    setLimits: (text) => admitBy(JSON.parse(text)),
    recordedLimits: () => recordedLimits,
    saveState: () =>
      JSON.stringify({
        budget,
        mapping: current,
        elections,
        limits: recordedLimits === null ? null : limits,
      }),
    restoreState(state) {
      const stored = JSON.parse(state) as PolicyState | NewSeriesBudgetState;
      const hasMapping = "mapping" in stored; // checkpoints of before knew the budget alone
      budget = NewSeriesBudget.fromJSON(limits.newSeriesPerMinute, hasMapping ? stored.budget : stored);
      if (!hasMapping) return;
      adopt(stored.mapping);
      elections.restore(stored.elections ?? []);
      if (stored.limits) admitBy(stored.limits);
    },
  };
}

import type {
  PredictionRuleBody,
  PredictionRuleContract,
  RulePreviewContract,
} from "@/lib/contracts/prediction-rule";
import type { PredictionRule, StoredPredictionRule } from "@/lib/domain/prediction-rule";
import { MINUTE_MS } from "@/lib/domain/window";
import { thresholdUnit } from "./present-prediction";
import { isoOf } from "./rest-value";

/** A body of the contract as the domain has it. */
export function predictionRuleOfBody({ open_probability, ...same }: PredictionRuleBody): PredictionRule {
  return { ...same, openProbability: open_probability };
}

/** @param etag of its version */
export function presentPredictionRule(rule: StoredPredictionRule, etag: string): PredictionRuleContract {
  const { id, kind, region, threshold, openProbability, enabled, services, builtIn } = rule;
  return {
    ...{ id, kind, region, threshold, threshold_unit: thresholdUnit(kind), enabled, services, etag },
    ...{ open_probability: openProbability, built_in: builtIn },
  };
}

/** What a rule would have done, as its verb returns it. */
export interface RulePreviewSource {
  readonly fromMs: number;
  readonly toMs: number;
  readonly series: number;
  readonly leftOut: number;
  readonly wouldFire: number;
  readonly hits: number;
  readonly false: number;
  readonly undecided: number;
  readonly missed: number;
  readonly medianLeadMs: number | null;
}

export function presentRulePreview(preview: RulePreviewSource): RulePreviewContract {
  const { fromMs, toMs, series, leftOut, wouldFire, hits, undecided, missed, medianLeadMs } = preview;
  return {
    ...{ from: isoOf(fromMs), to: isoOf(toMs), series, left_out: leftOut, would_fire: wouldFire },
    ...{ true: hits, false: preview.false, undecided, missed },
    median_lead_minutes: medianLeadMs === null ? null : medianLeadMs / MINUTE_MS,
  };
}

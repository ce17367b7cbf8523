import { draftBody, type DraftBody } from "@/components/catalog/draft-body";
import type { PredictionKindCode } from "@/lib/contracts/prediction";
import {
  predictionRuleBodySchema,
  type PredictionRuleBody,
  type PredictionRuleContract,
} from "@/lib/contracts/prediction-rule";
import { DEFAULT_PREDICTION_RULES } from "@/lib/domain/prediction-rule";

export type RuleField = keyof PredictionRuleBody;

/** A rule as the form holds it: shares in per cent, as they are shown; a region of null is all of them, an empty one not chosen yet. */
export interface RuleDraft {
  readonly kind: PredictionKindCode;
  readonly region: string | null;
  readonly threshold: string;
  readonly open_probability: string;
  readonly enabled: boolean;
  readonly services: boolean;
}

const PER_CENT = 100;
const LATENCY: PredictionKindCode = "latency_degradation_prediction";
const BUDGET: PredictionKindCode = "error_budget_exhaustion_prediction";

/** What a threshold of the kind is typed in. */
export function thresholdUnitOf(kind: PredictionKindCode): "ms" | "per cent" {
  return kind === LATENCY ? "ms" : "per cent";
}

/** A new rule of a kind for a region, as the product ships it for all of them. */
export function newRuleDraft(kind: PredictionKindCode): RuleDraft {
  const { threshold, openProbability } = DEFAULT_PREDICTION_RULES.find((rule) => rule.kind === kind)!;
  return draftOf({
    kind,
    region: "",
    threshold,
    open_probability: openProbability,
    enabled: true,
    services: true,
  });
}

export function draftOfRule(rule: PredictionRuleContract): RuleDraft {
  return draftOf(bodyOfRule(rule));
}

function draftOf(body: PredictionRuleBody): RuleDraft {
  const { kind, region, threshold, open_probability: probability, enabled, services } = body;
  return {
    ...{ kind, region, enabled, services },
    threshold: String(thresholdUnitOf(kind) === "ms" ? threshold : rounded(threshold * PER_CENT)),
    open_probability: String(rounded(probability * PER_CENT)),
  };
}

export function bodyOfRuleDraft(draft: RuleDraft): DraftBody<PredictionRuleBody, RuleField> {
  const { kind, enabled, services } = draft;
  const threshold = numberOf(draft.threshold);
  const inMs = thresholdUnitOf(kind) === "ms";
  const body = draftBody<typeof predictionRuleBodySchema, RuleField>(predictionRuleBodySchema, {
    ...{ kind, region: draft.region, enabled, services },
    threshold: inMs ? threshold : rounded(threshold / PER_CENT),
    open_probability: rounded(numberOf(draft.open_probability) / PER_CENT),
  });
  if (body.problems === null) return body;
  return { body: null, problems: inPerCent(body.problems, kind) };
}

/** The contract speaks of ratios; what was typed are per cent. */
function inPerCent(
  problems: Readonly<Partial<Record<RuleField, string>>>,
  kind: PredictionKindCode,
): Readonly<Partial<Record<RuleField, string>>> {
  const said = { ...problems };
  if (said.threshold !== undefined && thresholdUnitOf(kind) === "per cent")
    said.threshold = `must be more than 0 and ${kind === BUDGET ? "at most" : "less than"} 100 (per cent)`;
  if (said.region !== undefined) said.region = "must be chosen";
  if (said.open_probability !== undefined) said.open_probability = "must be from 5 to 99 (per cent)";
  return said;
}

/** The request that makes a rule what it is. */
export function bodyOfRule(rule: PredictionRuleContract): PredictionRuleBody {
  const { kind, region, threshold, open_probability, enabled, services } = rule;
  return { kind, region, threshold, open_probability, enabled, services };
}

function numberOf(text: string): number {
  return text.trim() === "" ? NaN : Number(text.replace(",", "."));
}

/** Dividing by a hundred must not add digits. */
function rounded(value: number): number {
  return Number(value.toFixed(9));
}

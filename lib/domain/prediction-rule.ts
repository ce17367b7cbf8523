import {
  PREDICTION_KIND_DEFINITIONS,
  PREDICTION_KINDS,
  type PredictedMetric,
  type PredictionKind,
  type PredictionSubject,
} from "./prediction";

/** What an admin sets: from which value on a series is in trouble, and from which probability on somebody is told. */
export interface PredictionRule {
  readonly kind: PredictionKind;
  /** null: every region without a rule of its own. */
  readonly region: string | null;
  /** In the metric's unit; of error budgets the share that is spent. */
  readonly threshold: number;
  /** 0–1; of a service more is asked, see `openProbabilityOf`. */
  readonly openProbability: number;
  readonly enabled: boolean;
  /** false: only regions as a whole are predicted, and none of the services in them. */
  readonly services: boolean;
}

export interface StoredPredictionRule extends PredictionRule {
  readonly id: string;
  readonly builtIn: boolean;
  /** Counts changes. */
  readonly version: number;
}

export const DEFAULT_OPEN_PROBABILITY = 0.5;

const DEFAULT_THRESHOLDS: Readonly<Record<PredictedMetric, number>> = {
  cpu: 0.8,
  memory: 0.85,
  disk: 0.9,
  connection_utilization: 0.9,
  latency_p99: 200,
  budget: 1,
};

/** One for each kind, everywhere. */
export const DEFAULT_PREDICTION_RULES: readonly PredictionRule[] = PREDICTION_KINDS.map((kind) => ({
  kind,
  region: null,
  threshold: DEFAULT_THRESHOLDS[PREDICTION_KIND_DEFINITIONS[kind].metric],
  openProbability: DEFAULT_OPEN_PROBABILITY,
  enabled: true,
  services: true,
}));

/** A region has many services, and each false alert of one is one more for whoever answers for all of them. */
const SERVICE_ODDS = 2;

/**
 * From which probability on somebody is told: of a service the odds must be twice the rule's, 2/3 instead of 1/2. Not of what
 * fills up: a climb of that seldom turns back, and to wait for more certainty is to warn late.
 */
export function openProbabilityOf(
  { openProbability }: PredictionRule,
  { kind, service }: Pick<PredictionSubject, "kind" | "service">,
): number {
  if (service === null || PREDICTION_KIND_DEFINITIONS[kind].fillsUp) return openProbability;
  return (SERVICE_ODDS * openProbability) / (1 + (SERVICE_ODDS - 1) * openProbability);
}

/** What a rule is looked up by. */
export type RuleSubject = Pick<PredictionSubject, "kind" | "region" | "service">;

/** The rule of its kind for its region: that region's own, else the one for all; null: there is none, or it does not want it predicted. */
export function predictionRuleFor<Rule extends PredictionRule>(
  rules: readonly Rule[],
  { kind, region, service }: RuleSubject,
): Rule | null {
  const own = rules.find((rule) => rule.kind === kind && rule.region !== null && rule.region === region);
  const rule = own ?? rules.find((each) => each.kind === kind && each.region === null);
  return rule?.enabled && (service === null || rule.services) ? rule : null;
}

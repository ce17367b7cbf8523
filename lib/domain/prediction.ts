import type { RegularSeries, ValueBounds } from "./regular-series";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./window";

export const PREDICTION_KINDS = [
  "cpu_saturation_prediction",
  "memory_pressure_prediction",
  "disk_exhaustion_prediction",
  "connection_exhaustion_prediction",
  "latency_degradation_prediction",
  "error_budget_exhaustion_prediction",
] as const;
export type PredictionKind = (typeof PREDICTION_KINDS)[number];

/** "budget": the share of an objective's error budget that is spent. "latency_p99": ms. The others: ratios 0–1. */
export type PredictedMetric = "cpu" | "memory" | "disk" | "connection_utilization" | "latency_p99" | "budget";

export interface PredictionKindDefinition {
  readonly metric: PredictedMetric;
  readonly bounds: ValueBounds;
  /** A resource can be the bottleneck; latency and budgets follow from one. */
  readonly resource: boolean;
  /** A stock: it fills up and keeps what it has, until somebody empties it. The others follow what is asked of them. */
  readonly fillsUp: boolean;
  /** Requests ask for it: a climb that they do not explain goes on until somebody acts. */
  readonly followsRequests: boolean;
}

const RATIO: ValueBounds = { lower: 0, upper: 1 };
const UPWARDS: ValueBounds = { lower: 0, upper: null };
const RESOURCE = { bounds: RATIO, resource: true, fillsUp: true, followsRequests: false } as const;
const CONSEQUENCE = { bounds: UPWARDS, resource: false, followsRequests: false } as const;

export const PREDICTION_KIND_DEFINITIONS: Readonly<Record<PredictionKind, PredictionKindDefinition>> = {
  cpu_saturation_prediction: { metric: "cpu", ...RESOURCE, fillsUp: false, followsRequests: true },
  memory_pressure_prediction: { metric: "memory", ...RESOURCE },
  disk_exhaustion_prediction: { metric: "disk", ...RESOURCE },
  connection_exhaustion_prediction: { metric: "connection_utilization", ...RESOURCE },
  latency_degradation_prediction: { metric: "latency_p99", ...CONSEQUENCE, fillsUp: false },
  error_budget_exhaustion_prediction: { metric: "budget", ...CONSEQUENCE, fillsUp: true },
};

/** Series are made of windows of 5 min; what is assessed for the record is assessed each 15 min, of services each hour: they are many. */
export const PREDICTION_STEP_MS = 5 * MINUTE_MS;
export const ASSESSMENT_GRID_MS = 15 * MINUTE_MS;
export const SERVICE_ASSESSMENT_GRID_MS = HOUR_MS;
/** Shortest first. */
export const PREDICTION_HORIZONS_MS = [30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, DAY_MS] as const;
export type PredictionHorizonMs = (typeof PREDICTION_HORIZONS_MS)[number];

/** What is predicted: one series. */
export interface PredictionSubject {
  readonly kind: PredictionKind;
  /** null: the whole platform. */
  readonly region: string | null;
  /** null: the region as a whole. */
  readonly service: string | null;
  /** Only of error budgets. */
  readonly objectiveId: string | null;
}

/** A key that no names can forge for another subject. */
export function subjectKey({ kind, region, service, objectiveId }: PredictionSubject): string {
  return JSON.stringify([kind, region, service, objectiveId]);
}

/** A subject with its history. */
export interface PredictionSeries {
  readonly subject: PredictionSubject;
  readonly series: RegularSeries;
  /** Requests in the same windows. null: they are not known, or nothing of this kind follows them. */
  readonly demand: RegularSeries | null;
  /** The simulated fleet is behind it. */
  readonly demo: boolean;
}

export interface HorizonProbability {
  readonly horizonMs: number;
  /** As the model says it. */
  readonly raw: number;
  /** As often as what was said with that probability came true so far. */
  readonly calibrated: number;
}

export interface CrossingRange {
  readonly medianMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What speaks for a crossing, in log-odds; negative: against. */
export interface Contribution {
  readonly signal: string;
  readonly effect: number;
}

export type PredictionSeverity = "critical" | "high" | "medium" | "low";

/** `missed` is said of breaches, the others of predictions. */
export const PREDICTION_OUTCOMES = ["hit", "false", "averted"] as const;
export type PredictionOutcome = (typeof PREDICTION_OUTCOMES)[number];

/**
 * `outcome`: it came true, or its time has passed. `withdrawn`: it was no longer likely; it is still judged at its horizon.
 * `rule-changed`, `no-data`: nobody can tell whether it was true, so it is no part of the record.
 */
export const PREDICTION_ENDINGS = ["outcome", "withdrawn", "rule-changed", "no-data"] as const;
export type PredictionEnding = (typeof PREDICTION_ENDINGS)[number];

/** What was said when it opened never changes; what is said now stands beside it. */
export interface Prediction extends PredictionSubject {
  readonly id: string;
  readonly threshold: number;
  /** It knew the windows that ended until then, Unix ms. */
  readonly openedMs: number;
  /** The shortest one whose probability reached the rule's. */
  readonly horizonMs: number;
  /** Calibrated probability of that horizon, when it opened. */
  readonly confidence: number;
  readonly probabilities: readonly HorizonProbability[];
  readonly crossing: CrossingRange | null;
  readonly contributions: readonly Contribution[];
  /** Names of services. */
  readonly affected: readonly string[];
  readonly actions: readonly string[];
  readonly description: string;
  readonly severity: PredictionSeverity;
  /** The open prediction that it is a part of; null: it is an alert of its own. */
  readonly causeId: string | null;
  /** Kind of the first resource of its cause to saturate; null: no resource is expected to. */
  readonly bottleneck: PredictionKind | null;
  readonly assessedMs: number;
  readonly latest: readonly HorizonProbability[];
  readonly latestCrossing: CrossingRange | null;
  /** Since when every probability is low; null: one is not. */
  readonly lowSinceMs: number | null;
  /** null: it is open. */
  readonly closedMs: number | null;
  readonly ending: PredictionEnding | null;
  /** null: not known yet, or never. */
  readonly outcome: PredictionOutcome | null;
  readonly resolvedMs: number | null;
  /** Onset of the breach that it foretold. */
  readonly breachMs: number | null;
  /** Made afterwards from stored history, by what was known at `openedMs`. */
  readonly replayed: boolean;
  readonly demo: boolean;
}

/** An incident of a series; `predictionId` null: nothing was open at its onset, so it was missed. */
export interface PredictedBreach extends PredictionSubject {
  readonly onsetMs: number;
  readonly threshold: number;
  readonly predictionId: string | null;
  readonly replayed: boolean;
}

/** What was said of a series at a moment of the 15-minute grid. */
export interface PredictionAssessment extends PredictionSubject {
  readonly assessedMs: number;
  readonly threshold: number;
  readonly probabilities: readonly HorizonProbability[];
  readonly replayed: boolean;
}

export interface CrossingQuery {
  readonly series: RegularSeries;
  /** Of the same windows; null: what is asked of it is not known. */
  readonly demand: RegularSeries | null;
  readonly threshold: number;
  readonly forSamples: number;
  readonly fillsUp: boolean;
}
export interface CrossingExplanation {
  readonly crossing: CrossingRange | null;
  readonly contributions: readonly Contribution[];
}
export type CrossingAnswer =
  | {
      readonly kind: "probabilities";
      readonly probabilities: readonly { readonly horizonMs: number; readonly probability: number }[];
      /** When and why; it costs as much again, and is only of interest where a prediction is open. */
      explain(): CrossingExplanation;
    }
  | { readonly kind: "insufficient-history"; readonly haveSteps: number; readonly needSteps: number };

/** Asked at any time of a history that is read once; what was not closed at `nowMs` changes nothing. */
export type CrossingReading = (nowMs: number, horizonsMs: readonly number[]) => CrossingAnswer;
/** The model of crossings, as the engine needs it. */
export type CrossingModel = (query: CrossingQuery) => CrossingReading;

/** Turns a model's probability for a kind at a horizon into how often it came true. */
export type Calibrate = (kind: PredictionKind, horizonMs: number, raw: number) => number;

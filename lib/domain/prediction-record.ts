import type { PredictionKind } from "./prediction";

/** Under so many outcomes nobody can tell how good predictions are. */
export const PROVEN_OUTCOMES = 20;

/** How sure a prediction was when it opened; a strength ends where the next one begins. */
export const PREDICTION_STRENGTHS = [
  { name: "likely", fromProbability: 0 },
  { name: "very likely", fromProbability: 0.7 },
  { name: "almost certain", fromProbability: 0.9 },
] as const;
export type PredictionStrength = (typeof PREDICTION_STRENGTHS)[number]["name"];

export function strengthOf(confidence: number): PredictionStrength {
  return [...PREDICTION_STRENGTHS].reverse().find(({ fromProbability }) => confidence >= fromProbability)!
    .name;
}

/** How often predictions of one kind and strength came true, and how early they said so. */
export interface TrackRecord {
  readonly kind: PredictionKind;
  readonly strength: PredictionStrength;
  /** hits + false + averted */
  readonly resolved: number;
  readonly hits: number;
  readonly averted: number;
  readonly false: number;
  /** null: none came true. */
  readonly lead: LeadTimes | null;
}

/** From opening to breach, of the hits. */
export interface LeadTimes {
  readonly p10Ms: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
}

/** Everything that is known of the predictions of a kind. */
export interface KindRecord {
  readonly kind: PredictionKind;
  readonly resolved: number;
  readonly hits: number;
  readonly averted: number;
  readonly false: number;
  readonly breaches: number;
  /** Breaches at whose onset nothing was open. */
  readonly missed: number;
  readonly lead: LeadTimes | null;
}

/** What was said with about the same probability, and how often it came true. */
export interface ReliabilityBin {
  readonly fromProbability: number;
  readonly toProbability: number;
  readonly count: number;
  readonly meanProbability: number;
  readonly crossedRatio: number;
}

/** How good the probabilities of a kind at a horizon were, over all assessments whose outcome is known. */
export interface HorizonRecord {
  /** null: all kinds together. */
  readonly kind: PredictionKind | null;
  readonly horizonMs: number;
  readonly count: number;
  readonly crossedRatio: number;
  /** Mean squared error of the probability. */
  readonly brier: number;
  readonly bins: readonly ReliabilityBin[];
}

export interface PredictionRecord {
  readonly kinds: readonly KindRecord[];
  readonly strengths: readonly TrackRecord[];
  readonly horizons: readonly HorizonRecord[];
  /** Predictions and breaches since then, Unix ms; null: there is nothing yet. */
  readonly sinceMs: number | null;
}

import { PROVEN_OUTCOMES } from "@/lib/domain/prediction-record";

/** A probability as it was stated, and what came. */
export interface StatedOutcome {
  readonly probability: number;
  readonly occurred: boolean;
  /** From when on the outcome was known. */
  readonly resolvedMs: number;
  /** As how many outcomes it counts. */
  readonly weight: number;
}

/** Of log-odds: intercept + slope × stated. The identity is { slope: 1, intercept: 0 }. */
export interface Calibration {
  readonly slope: number;
  readonly intercept: number;
}

export const IDENTITY_CALIBRATION: Calibration = { slope: 1, intercept: 0 };

/** Strength of the belief in the identity, in outcomes' curvature: about 40 outcomes at even odds. */
const IDENTITY_STRENGTH = 10;
const ROUNDS = 25;
const SETTLED = 1e-9;
const HALVINGS = 40;
const ROUNDING = 1e-12;
/** Least positive slope: a greater statement never means a smaller probability. */
const LEAST_SLOPE = 0.05;
const LEAST_PROBABILITY = 1e-4;

export function logOdds(probability: number): number {
  const kept = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability));
  return Math.log(kept / (1 - kept));
}

export function fromLogOdds(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** The stated probability, by what such statements were worth. Certainty of either kind stays as it is. */
export function calibrate({ slope, intercept }: Calibration, probability: number): number {
  if (probability <= 0 || probability >= 1) return probability;
  return fromLogOdds(intercept + slope * logOdds(probability));
}

/**
 * Logistic recalibration (Platt 1999) from the outcomes known before `nowMs`, pulled towards the identity the more the
 * fewer they are; it is the identity while they are too few to tell ('unproven').
 */
export function fitCalibration(outcomes: readonly StatedOutcome[], nowMs: number): Calibration {
  const earlier = outcomes.filter(({ resolvedMs }) => resolvedMs < nowMs);
  const known = earlier.reduce((sum, { weight }) => sum + weight, 0);
  if (known < PROVEN_OUTCOMES) return IDENTITY_CALIBRATION;
  let calibration = IDENTITY_CALIBRATION;
  for (let round = 0; round < ROUNDS; round++) {
    const next = notWorse(earlier, calibration, newtonStep(earlier, calibration));
    const moved = Math.abs(next.slope - calibration.slope) + Math.abs(next.intercept - calibration.intercept);
    calibration = next;
    if (moved < SETTLED) break;
  }
  return calibration;
}

/** The way there, halved until it does not lead up: of rare outcomes a whole step may leap over the minimum and away. */
function notWorse(outcomes: readonly StatedOutcome[], from: Calibration, to: Calibration): Calibration {
  const atMost = lossOf(outcomes, from) * (1 + ROUNDING);
  let next = to;
  for (let halving = 0; halving < HALVINGS; halving++) {
    if (lossOf(outcomes, next) <= atMost) return next;
    next = { slope: (from.slope + next.slope) / 2, intercept: (from.intercept + next.intercept) / 2 };
  }
  return from;
}

function lossOf(outcomes: readonly StatedOutcome[], { slope, intercept }: Calibration): number {
  const pull = (IDENTITY_STRENGTH / 2) * (intercept ** 2 + (slope - 1) ** 2);
  return outcomes.reduce((loss, { probability, occurred, weight }) => {
    const odds = intercept + slope * logOdds(probability);
    const against = occurred ? -odds : odds;
    // ln(1 + e^against), which does not overflow.
    return loss + weight * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
  }, pull);
}

/** Where that would be under the least slope: the best intercept with the least slope. */
function newtonStep(outcomes: readonly StatedOutcome[], { slope, intercept }: Calibration): Calibration {
  let toIntercept = -IDENTITY_STRENGTH * intercept;
  let toSlope = -IDENTITY_STRENGTH * (slope - 1);
  let curvature = IDENTITY_STRENGTH;
  let crossed = 0;
  let slopeCurvature = IDENTITY_STRENGTH;
  for (const { probability, occurred, weight: times } of outcomes) {
    const odds = logOdds(probability);
    const expected = fromLogOdds(intercept + slope * odds);
    const error = times * ((occurred ? 1 : 0) - expected);
    const weight = times * expected * (1 - expected);
    toIntercept += error;
    toSlope += error * odds;
    curvature += weight;
    crossed += weight * odds;
    slopeCurvature += weight * odds * odds;
  }
  const determinant = curvature * slopeCurvature - crossed * crossed;
  const free = slope + (curvature * toSlope - crossed * toIntercept) / determinant;
  const next = Math.max(LEAST_SLOPE, free);
  return { slope: next, intercept: intercept + (toIntercept - crossed * (next - slope)) / curvature };
}

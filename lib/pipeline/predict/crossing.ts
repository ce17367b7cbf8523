import { type CrossingTime, type ProbabilityAt, crossingTime, probabilityBy } from "./crossing-hazard";
import { type CrossingHistory, LEARNED_HORIZONS, LEARNED_STEP_MS } from "./crossing-history";
import { type CrossingModel, crossingBins, learnedProbabilities } from "./crossing-model";
import { type SignalEffect, signalEffects } from "./crossing-signals";

export type CrossingAnswer =
  | {
      readonly kind: "forecast";
      /** As asked: P(a breach starts within the horizon). */
      readonly probabilities: readonly { readonly horizonMs: number; readonly probability: number }[];
      /** Time from now, if it crosses within 24 h; null where that has next to no probability. */
      readonly crossing: CrossingTime | null;
      /** What moved the probability at the shortest horizon that is likelier than not, or else at 24 h. */
      readonly contributions: readonly SignalEffect[];
    }
  /** The newest sample is already above it: nothing to predict. */
  | { readonly kind: "above-threshold" };

/** Four hours: under that there is no trend, no volatility to speak of. */
export const NEEDED_SAMPLES = 48;
const LIKELY = 0.5;
const NEXT_TO_NOTHING = 0.05;

/**
 * Probability that the series breaches its threshold, within each horizon of at most 24 h, by what was known at a sample of
 * its history: what comes after the sample changes nothing. @throws RangeError beyond 24 h
 */
export function crossingAt(
  model: CrossingModel,
  history: CrossingHistory,
  at: number,
  horizonsMs: readonly number[],
): CrossingAnswer {
  if (history.excess[at] > 0) return { kind: "above-threshold" };
  const bins = crossingBins(model, history, at);
  const learned = learnedProbabilities(model, bins);
  const known = overTime(learned);
  const likely = learned.findIndex((probability) => probability >= LIKELY);
  const told = likely < 0 ? learned.length - 1 : likely;
  return {
    kind: "forecast",
    probabilities: horizonsMs.map((horizonMs) => ({
      horizonMs,
      probability: probabilityBy(known, horizonMs),
    })),
    crossing: learned[learned.length - 1] < NEXT_TO_NOTHING ? null : crossingTime(known),
    contributions: signalEffects(model, told, bins[told]),
  };
}

/** The probabilities alone, for replays: without the reasons, in half the time. */
export function crossingChances(
  model: CrossingModel,
  history: CrossingHistory,
  at: number,
  horizonsMs: readonly number[],
): number[] {
  const known = overTime(learnedProbabilities(model, crossingBins(model, history, at)));
  return horizonsMs.map((horizonMs) => probabilityBy(known, horizonMs));
}

function overTime(learned: readonly number[]): ProbabilityAt[] {
  return learned.map((probability, index) => ({
    atMs: LEARNED_HORIZONS[index] * LEARNED_STEP_MS,
    probability,
  }));
}

import { logOdds } from "./calibration";
import { type Climb, climbAt, climbChance } from "./crossing-climb";
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
  const climb = climbAt(history, at);
  const bins = crossingBins(model, history, at, climb);
  const learned = learnedProbabilities(model, bins);
  const climbing = withClimb(learned, climb, history.fillsUp);
  const chances = withClimb(climbing, undemandedClimb(history, at), true);
  const known = overTime(chances);
  const likely = chances.findIndex((probability) => probability >= LIKELY);
  const told = likely < 0 ? chances.length - 1 : likely;
  const trend = logOdds(climbing[told]) - logOdds(learned[told]);
  const cost = logOdds(chances[told]) - logOdds(climbing[told]);
  return {
    kind: "forecast",
    probabilities: horizonsMs.map((horizonMs) => ({
      horizonMs,
      probability: probabilityBy(known, horizonMs),
    })),
    crossing: chances[chances.length - 1] < NEXT_TO_NOTHING ? null : crossingTime(known),
    contributions: withEffects(signalEffects(model, told, bins[told]), { trend, cost }),
  };
}

/** The probabilities alone, for replays: without the reasons, in half the time. */
export function crossingChances(
  model: CrossingModel,
  history: CrossingHistory,
  at: number,
  horizonsMs: readonly number[],
): number[] {
  const climb = climbAt(history, at);
  const learned = learnedProbabilities(model, crossingBins(model, history, at, climb));
  const climbing = withClimb(learned, climb, history.fillsUp);
  const known = overTime(withClimb(climbing, undemandedClimb(history, at), true));
  return horizonsMs.map((horizonMs) => probabilityBy(known, horizonMs));
}

/** Ways to cross that do not exclude each other: as series learned from did, and by a climb of its own, of which they had next to none. */
function withClimb(learned: readonly number[], climb: Climb | null, fillsUp: boolean): readonly number[] {
  if (climb === null) return learned;
  return learned.map(
    (probability, horizon) =>
      1 - (1 - probability) * (1 - climbChance(climb, LEARNED_HORIZONS[horizon], fillsUp)),
  );
}

/** A climb that is left when demand is as usual: it does not turn with the demand, so it is believed as of what fills up. */
function undemandedClimb({ atUsualDemand }: CrossingHistory, at: number): Climb | null {
  return atUsualDemand?.isExplained[at] ? climbAt(atUsualDemand, at) : null;
}

function withEffects(
  learned: readonly SignalEffect[],
  { trend, cost }: { readonly trend: number; readonly cost: number },
): SignalEffect[] {
  const effects = learned.map(({ signal, effect }) => ({
    signal,
    effect: signal === "trend" ? effect + trend : effect,
  }));
  const all: SignalEffect[] = cost === 0 ? effects : [...effects, { signal: "cost", effect: cost }];
  return all.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}

function overTime(learned: readonly number[]): ProbabilityAt[] {
  return learned.map((probability, index) => ({
    atMs: LEARNED_HORIZONS[index] * LEARNED_STEP_MS,
    probability,
  }));
}

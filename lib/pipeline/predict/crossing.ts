import { type CrossingTime, type ProbabilityAt, crossingTime, probabilityBy } from "./crossing-hazard";
import {
  type CrossingHistory,
  LEARNED_HORIZONS,
  LEARNED_STEP_MS,
  readCrossingHistory,
} from "./crossing-history";
import { type CrossingModel, crossingBins, learnedProbabilities } from "./crossing-model";
import { type SignalEffect, signalEffects } from "./crossing-signals";
import { inStepsOf } from "./learned-step";
import type { RegularSeries, ValueBounds } from "./series";

export interface CrossingQuery {
  /** All samples up to now, at a step that goes into 5 min. */
  readonly series: RegularSeries;
  /** A breach is `forSamples` samples of the series in a row strictly above it. */
  readonly threshold: number;
  readonly forSamples: number;
  readonly bounds: ValueBounds;
}

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
  | { readonly kind: "above-threshold" }
  | { readonly kind: "insufficient-history"; readonly havePoints: number; readonly needPoints: number };

/** Four hours: under that there is no trend, no volatility to speak of. */
export const NEEDED_SAMPLES = 48;
/** The newest sample may be missing, an hour of them not. */
const MAX_GAP_SAMPLES = 12;
const LIKELY = 0.5;
const NEXT_TO_NOTHING = 0.05;

/** Probability that the series breaches its threshold, within each horizon of at most 24 h. @throws RangeError beyond. */
export function crossingProbabilities(
  model: CrossingModel,
  query: CrossingQuery,
  horizonsMs: readonly number[],
): CrossingAnswer {
  const series = inStepsOf(query.series, LEARNED_STEP_MS);
  if (series === null) throw new RangeError(`a step of ${query.series.stepMs} ms does not go into 5 min`);
  const forSamples = Math.max(1, Math.ceil((query.forSamples * query.series.stepMs) / LEARNED_STEP_MS));
  const havePoints = series.values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (havePoints < NEEDED_SAMPLES || series.values.slice(-MAX_GAP_SAMPLES).every(Number.isNaN))
    return { kind: "insufficient-history", havePoints, needPoints: NEEDED_SAMPLES };
  const { upper } = query.bounds;
  if (upper !== null && query.threshold >= upper) return neverCrossing(horizonsMs);
  const history = readCrossingHistory(series.values, query.threshold, forSamples);
  return crossingAt(model, history, history.length - 1, horizonsMs);
}

/** The same at any sample of a history that is already read: what comes after the sample changes nothing. */
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

/** A ratio does not pass 1. */
function neverCrossing(horizonsMs: readonly number[]): CrossingAnswer {
  return {
    kind: "forecast",
    probabilities: horizonsMs.map((horizonMs) => ({ horizonMs, probability: 0 })),
    crossing: null,
    contributions: [],
  };
}

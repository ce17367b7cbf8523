import { type Breaches, findBreaches } from "./crossing-breaches";
import { maximumAhead } from "./sliding-maximum";

/** The step that the correction was learned at. */
export const LEARNED_STEP_MS = 300_000;
export const SAMPLES_A_DAY = 288;
export const SAMPLES_A_WEEK = 2_016;
/** Horizons with a model of their own, in samples: 30 min, 1 h, 4 h, 24 h. */
export const LEARNED_HORIZONS = [6, 12, 48, 288] as const;

/** Weight of the newest day in the profile of a day. */
const PROFILE_WEIGHT = 0.35;
const LEVEL_WEIGHT = 0.3;
const SLOW_LEVEL_WEIGHT = 0.04;

/**
 * What a series has been, as running sums and windows: made in one pass, asked at any sample. Each question at sample i
 * reads only what samples up to i determine.
 */
export interface CrossingHistory {
  readonly length: number;
  readonly forSamples: number;
  readonly threshold: number;
  /** What is measured fills up, so that a climb goes on until somebody acts; a load follows demand and turns by itself. */
  readonly fillsUp: boolean;
  /** Value minus threshold, a gap carried forward. */
  readonly excess: Float64Array;
  readonly breaches: Breaches;
  /** Least of `forSamples` samples from k on: above 0 is a breach. */
  readonly sustained: Float64Array;
  /** Sums before k. */
  readonly sum: Float64Array;
  readonly sumOfSquares: Float64Array;
  readonly sumOfSquaredSteps: Float64Array;
  readonly level: Float64Array;
  readonly slowLevel: Float64Array;
  /** The usual day: exponentially weighted over the days before, up to and with k's own. */
  readonly profile: Float64Array;
  /** Level minus the profile of the day before; 0 on the first day. */
  readonly residual: Float64Array;
  readonly sumOfSquaredResiduals: Float64Array;
  readonly sumOfResidualProducts: Float64Array;
  readonly ahead: readonly WindowsAhead[];
  /** null: nobody knows what is asked of it. */
  readonly atUsualDemand: AtUsualDemand | null;
}

/** What a series would have been at the usual demand of each moment. */
export interface AtUsualDemand {
  readonly excess: Float64Array;
  readonly profile: Float64Array;
  /** What the demand of sample k adds to it. */
  readonly surplus: Float64Array;
  /** 1: demand is known at k, and explains most of what the series did in the two weeks before. */
  readonly isExplained: Uint8Array;
}

/** Of one learned horizon, at k: the greatest in the window (k, k + horizon]. */
interface WindowsAhead {
  readonly samples: number;
  readonly sustained: Float64Array;
  readonly profile: Float64Array;
  /** Calm samples before k after which an incident started within the horizon. */
  readonly hits: Int32Array;
  readonly calm: Int32Array;
}

export function readCrossingHistory(
  values: Float64Array,
  threshold: number,
  forSamples: number,
  fillsUp = false,
): CrossingHistory {
  const excess = carriedForward(values, threshold);
  const breaches = findBreaches(excess, forSamples);
  const sustained = leastOf(excess, forSamples);
  const levels = smoothLevels(excess);
  const seasonal = followProfile(levels.level);
  return {
    length: excess.length,
    forSamples,
    threshold,
    fillsUp,
    excess,
    breaches,
    sustained,
    ...runningSums(excess),
    ...levels,
    ...seasonal,
    ahead: LEARNED_HORIZONS.map((samples) => ({
      samples,
      sustained: maximumAhead(sustained, samples),
      profile: maximumAhead(seasonal.profile, samples),
      ...countHits(breaches, samples),
    })),
    atUsualDemand: null,
  };
}

export function carriedForward(values: Float64Array, threshold: number): Float64Array {
  const excess = new Float64Array(values.length);
  let last = values.find((value) => !Number.isNaN(value)) ?? threshold;
  for (let k = 0; k < values.length; k++) {
    if (!Number.isNaN(values[k])) last = values[k];
    excess[k] = last - threshold;
  }
  return excess;
}

function leastOf(excess: Float64Array, forSamples: number): Float64Array {
  const length = excess.length;
  const least = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    let low = excess[k];
    for (let next = k + 1; next < k + forSamples && next < length; next++) low = Math.min(low, excess[next]);
    least[k] = low;
  }
  return least;
}

export function runningSums(excess: Float64Array) {
  const length = excess.length;
  const sum = new Float64Array(length + 1);
  const sumOfSquares = new Float64Array(length + 1);
  const sumOfSquaredSteps = new Float64Array(length + 1);
  for (let k = 0; k < length; k++) {
    const step = k > 0 ? excess[k] - excess[k - 1] : 0;
    sum[k + 1] = sum[k] + excess[k];
    sumOfSquares[k + 1] = sumOfSquares[k] + excess[k] * excess[k];
    sumOfSquaredSteps[k + 1] = sumOfSquaredSteps[k] + step * step;
  }
  return { sum, sumOfSquares, sumOfSquaredSteps };
}

export function smoothLevels(excess: Float64Array) {
  const level = new Float64Array(excess.length);
  const slowLevel = new Float64Array(excess.length);
  for (let k = 0; k < excess.length; k++) {
    level[k] = k > 0 ? level[k - 1] + LEVEL_WEIGHT * (excess[k] - level[k - 1]) : excess[k];
    slowLevel[k] = k > 0 ? slowLevel[k - 1] + SLOW_LEVEL_WEIGHT * (excess[k] - slowLevel[k - 1]) : excess[k];
  }
  return { level, slowLevel };
}

export function followProfile(level: Float64Array) {
  const length = level.length;
  const profile = new Float64Array(length);
  const residual = new Float64Array(length);
  const sumOfSquaredResiduals = new Float64Array(length + 1);
  const sumOfResidualProducts = new Float64Array(length + 1);
  for (let k = 0; k < length; k++) {
    const yesterday = k - SAMPLES_A_DAY;
    if (yesterday >= 0) residual[k] = level[k] - profile[yesterday];
    profile[k] = yesterday >= 0 ? profile[yesterday] + PROFILE_WEIGHT * residual[k] : level[k];
    sumOfSquaredResiduals[k + 1] = sumOfSquaredResiduals[k] + residual[k] ** 2;
    const hourAgo = k >= 12 ? residual[k - 12] : 0;
    sumOfResidualProducts[k + 1] = sumOfResidualProducts[k] + residual[k] * hourAgo;
  }
  return { profile, residual, sumOfSquaredResiduals, sumOfResidualProducts };
}

function countHits(breaches: Breaches, horizon: number) {
  const length = breaches.calm.length;
  const hits = new Int32Array(length + 1);
  const calm = new Int32Array(length + 1);
  for (let k = 0; k < length; k++) {
    const until = Math.min(length, k + 1 + horizon);
    const hit = breaches.calm[k] && breaches.onsets[until] > breaches.onsets[k + 1] ? 1 : 0;
    hits[k + 1] = hits[k] + hit;
    calm[k + 1] = calm[k] + breaches.calm[k];
  }
  return { hits, calm };
}

import type { SeriesModel } from "./series-model";

interface Smoothing {
  /** Of the newest surprise, what moves the level, the trend and the season. */
  readonly level: number;
  readonly trend: number;
  readonly season: number;
  /** What is left of the trend a step later. */
  readonly damping: number;
}

interface State {
  level: number;
  trend: number;
  readonly season: Float64Array;
}

const LEVELS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1];
/** Of the level's share, as usual for damped trends (Gardner 1985). */
const TREND_SHARES = [0.1, 0.3];
const DAMPING = 0.95;
const SEASONS = [0.05, 0.2];
const WITHOUT_SEASON = 1;

/** Every combination that is tried: simple, damped trend, and both with a season where there is one. */
function smoothings(seasonSteps: number): readonly Smoothing[] {
  const seasons = seasonSteps > WITHOUT_SEASON ? SEASONS : [0];
  return LEVELS.flatMap((level) =>
    [0, ...TREND_SHARES].flatMap((share) =>
      seasons.map((season) => ({ level, trend: level * share, season, damping: share > 0 ? DAMPING : 0 })),
    ),
  );
}

/** Starts with the first season's mean and shape. */
function start(values: Float64Array, seasonSteps: number): State {
  const season = new Float64Array(seasonSteps);
  if (seasonSteps <= WITHOUT_SEASON) return { level: values[0], trend: 0, season };
  let mean = 0;
  for (let i = 0; i < seasonSteps; i++) mean += values[i] / seasonSteps;
  for (let i = 0; i < seasonSteps; i++) season[i] = values[i] - mean;
  return { level: mean, trend: 0, season };
}

/** Runs over values[from..end) and returns the sum of absolute one-step errors. */
function run(values: Float64Array, end: number, state: State, by: Smoothing): number {
  const { season } = state;
  const steps = season.length;
  let errors = 0;
  for (let t = 0; t < end; t++) {
    const phase = t % steps;
    const expected = state.level + by.damping * state.trend;
    const surprise = values[t] - expected - season[phase];
    state.trend = by.damping * state.trend + by.trend * surprise;
    state.level = expected + by.level * surprise;
    season[phase] += by.season * (1 - by.level) * surprise;
    errors += Math.abs(surprise);
  }
  return errors;
}

/** Older values do not move a smoothed level any more. */
const MAX_STEPS = 1_500;

/** The part of values before `end` that is smoothed, beginning at a whole season before the end. */
function recent(values: Float64Array, end: number, seasonSteps: number): Float64Array {
  const seasons = Math.max(1, Math.floor(Math.min(end, MAX_STEPS) / seasonSteps));
  return values.subarray(end - seasons * seasonSteps, end);
}

/**
 * Exponential smoothing with a damped trend and an additive season (1: none); its parameters are those of a grid with
 * the least one-step errors (Hyndman et al. 2008, A-Ad-A and its special cases).
 */
export function exponentialSmoothing(seasonSteps: number): SeriesModel {
  const grid = smoothings(seasonSteps);
  return {
    name: seasonSteps > WITHOUT_SEASON ? `exponential-smoothing-${seasonSteps}` : "exponential-smoothing",
    needSteps: 2 * seasonSteps + 2,
    fit(values, end) {
      const history = recent(values, end, seasonSteps);
      let best = grid[0];
      let least = Infinity;
      for (const smoothing of grid) {
        const errors = run(history, history.length, start(history, seasonSteps), smoothing);
        if (errors < least) [least, best] = [errors, smoothing];
      }
      return {
        continueFrom(known, knownEnd, path) {
          const past = recent(known, knownEnd, seasonSteps);
          const state = start(past, seasonSteps);
          run(past, past.length, state, best);
          let trend = state.trend;
          let level = state.level;
          for (let step = 0; step < path.length; step++) {
            trend *= best.damping;
            level += trend;
            path[step] = level + state.season[step % seasonSteps];
          }
        },
      };
    },
  };
}

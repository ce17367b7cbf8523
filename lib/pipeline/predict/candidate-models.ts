import { DAY_MS } from "@/lib/domain/window";
import { exponentialSmoothing } from "./models/exponential-smoothing";
import { seasonalAutoRegression, type SeasonalAutoRegressionShape } from "./models/seasonal-auto-regression";
import { seasonalNaive } from "./models/seasonal-naive";
import type { SeriesModel } from "./models/series-model";
import { theta } from "./models/theta";

const WEEK_DAYS = 7;
const YEAR_WEEKS = 52;
/** A season of fewer steps has no shape worth learning. */
const LEAST_SEASON_STEPS = 4;

/** What people's days, weeks and years do to a series of this step. */
export function usualSeasonsSteps(stepMs: number): readonly number[] {
  return [DAY_MS, WEEK_DAYS * DAY_MS, YEAR_WEEKS * WEEK_DAYS * DAY_MS]
    .map((seasonMs) => Math.round(seasonMs / stepMs))
    .filter((steps) => steps >= LEAST_SEASON_STEPS);
}

const NEAR = [1, 2];
const RIDGE = 1e-5;
const DIFFERENCE_RIDGE = 1e-4;
const SEASON_DIFFERENCE_RIDGE = 1e-3;
/** Changes from step to step are mostly noise. */
const CHANGE_RIDGE = 1e-2;
const HARMONICS = 4;
/** Rows count half after so many of the longest season. */
const HALF_LIFE_SEASONS = 2;
const ONE_SEASON_HALF_LIFE = 3;
const around = (steps: number, before: number, after: number) =>
  Array.from({ length: before + after + 1 }, (_, index) => steps - before + index);

function shape(
  name: string,
  lags: readonly number[],
  more: Partial<SeasonalAutoRegressionShape>,
): SeasonalAutoRegressionShape {
  const lagsSteps = [...new Set(lags)].filter((lag) => lag > 0).sort((a, b) => a - b);
  const plain = { differenceSteps: 0, waveSteps: 1, harmonics: 0, halfLifeSteps: Infinity };
  return { ...plain, name, lagsSteps, reweightings: 1, ridge: RIDGE, ...more };
}

function twoSeasons(short: number, long: number): readonly SeriesModel[] {
  const halfLifeSteps = HALF_LIFE_SEASONS * long;
  const seasons = [...around(short, 1, 2), ...around(long, 1, 2)];
  const doubled = [...seasons, ...around(2 * short, 1, 1)];
  const waves = { waveSteps: short, harmonics: HARMONICS, halfLifeSteps };
  return [
    shape("seasonal-auto-regression", [...NEAR, ...seasons], waves),
    shape("seasonal-auto-regression-two-days", [...NEAR, ...doubled], waves),
    shape("weekly-difference-auto-regression", [...NEAR, ...doubled], {
      differenceSteps: long,
      ridge: DIFFERENCE_RIDGE,
      halfLifeSteps,
    }),
  ].map(seasonalAutoRegression);
}

/** Of one season the level, the changes from step to step and those from season to season are explained apart. */
function oneSeason(season: number): readonly SeriesModel[] {
  const near = [...NEAR, 3];
  const once = around(season, 1, 1);
  const halfLifeSteps = ONE_SEASON_HALF_LIFE * season;
  const wide = [...near, 4, ...around(season, 2, 2), ...around(2 * season, 1, 1)];
  return [
    shape("seasonal-auto-regression", [...near, ...once], { halfLifeSteps }),
    shape("change-auto-regression-two-seasons", wide, {
      differenceSteps: 1,
      ridge: CHANGE_RIDGE,
      halfLifeSteps,
    }),
    shape("change-auto-regression", [...near, ...once], {
      differenceSteps: 1,
      ridge: CHANGE_RIDGE,
      halfLifeSteps,
    }),
    shape("season-difference-auto-regression", [...near, ...once], {
      differenceSteps: season,
      ridge: SEASON_DIFFERENCE_RIDGE,
      halfLifeSteps,
    }),
  ].map(seasonalAutoRegression);
}

function withoutSeason(): readonly SeriesModel[] {
  const lags = [...NEAR, 3];
  return [
    seasonalNaive(1),
    exponentialSmoothing(1),
    theta(1),
    seasonalAutoRegression(shape("auto-regression", lags, {})),
    seasonalAutoRegression(
      shape("change-auto-regression", lags, { differenceSteps: 1, ridge: CHANGE_RIDGE }),
    ),
  ];
}

/** Fewer models of a family are no combination. */
const LEAST_MODELS = 2;

/**
 * The models worth trying on a history of so many steps: of the family with the most seasons those that it suffices for.
 * None where it suffices for no combination.
 */
export function candidateModels(
  historySteps: number,
  seasonsSteps: readonly number[],
): readonly SeriesModel[] {
  const [short, long] = seasonsSteps;
  const families = [
    ...(long === undefined ? [] : [() => twoSeasons(short, long)]),
    ...(short === undefined ? [] : [() => oneSeason(short)]),
    withoutSeason,
  ];
  for (const family of families) {
    const models = family().filter((model) => model.needSteps <= historySteps);
    if (models.length >= LEAST_MODELS) return models;
  }
  return [];
}

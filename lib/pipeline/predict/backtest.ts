import type { FittedModel, SeriesModel } from "./models/series-model";

/** Forecasts of one series from several origins, row-major: origin × step. */
export interface RolledForecasts {
  readonly origins: readonly number[];
  readonly horizonSteps: number;
  readonly byModel: readonly Float64Array[];
}

/** Continues the series from each origin, knowing the values before it alone. */
export function rollForecasts(
  fitted: readonly FittedModel[],
  values: Float64Array,
  origins: readonly number[],
  horizonSteps: number,
): RolledForecasts {
  const byModel = fitted.map((model) => {
    const paths = new Float64Array(origins.length * horizonSteps);
    origins.forEach((origin, index) =>
      model.continueFrom(values, origin, paths.subarray(index * horizonSteps, (index + 1) * horizonSteps)),
    );
    return paths;
  });
  return { origins, horizonSteps, byModel };
}

/** At most `count` whole numbers from `first` to `last`, at equal distance, the last one among them. */
export function spacedOrigins(first: number, last: number, count: number): readonly number[] {
  if (last < first) return [];
  const stride = Math.max(1, Math.ceil((last - first + 1) / count));
  const origins: number[] = [];
  for (let origin = last; origin >= first; origin -= stride) origins.push(origin);
  return origins.reverse();
}

/** Horizons that are set apart for the back-test, and the share of history that it may take at most. */
const TEST_HORIZONS = 2;
const MAX_TEST_SHARE = 0.3;
const MAX_ORIGINS = 9;

/** Where a back-test of forecasts this long cuts a history: what lies before is what models have to suffice with. */
export function backtestCut(historySteps: number, horizonSteps: number): number {
  const apart = Math.min(TEST_HORIZONS * horizonSteps, Math.floor(historySteps * MAX_TEST_SHARE));
  return historySteps - Math.max(1, apart);
}

/**
 * The rolling back-test: the models learn the series up to a cut alone (which has to suffice for them) and forecast from
 * origins at and after it.
 */
export function backtest(
  models: readonly SeriesModel[],
  values: Float64Array,
  horizonSteps: number,
): RolledForecasts {
  const size = values.length;
  const cut = backtestCut(size, horizonSteps);
  const fitted = models.map((model) => model.fit(values, cut, horizonSteps));
  const last = Math.max(cut, size - horizonSteps);
  return rollForecasts(fitted, values, spacedOrigins(cut, last, MAX_ORIGINS), horizonSteps);
}

/** Mean absolute error of rolled forecasts (one path an origin) where the series is known. */
export function meanAbsoluteError(
  paths: Float64Array,
  { origins, horizonSteps }: Pick<RolledForecasts, "origins" | "horizonSteps">,
  values: Float64Array,
): number {
  let sum = 0;
  let count = 0;
  for (let index = 0; index < origins.length; index++) {
    const steps = Math.min(horizonSteps, values.length - origins[index]);
    for (let step = 0; step < steps; step++)
      sum += Math.abs(values[origins[index] + step] - paths[index * horizonSteps + step]);
    count += steps;
  }
  return count > 0 ? sum / count : 0;
}

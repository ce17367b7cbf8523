import type { ForecastBacktest } from "@/lib/domain/forecast";
import { backtest, meanAbsoluteError, rollForecasts, spacedOrigins, type RolledForecasts } from "./backtest";
import { combinationWeights, combinePaths } from "./combine";
import { bandOf, seasonalChange, type ForecastBand } from "./forecast-band";
import type { SeriesModel } from "./models/series-model";
import { residualSpread } from "./residual-spread";
import type { ValueScale } from "./value-scale";

/** Origins inside the history from which the fitted combination is rolled to learn its spread. */
const SPREAD_ORIGINS = 48;
/** The newest of them sees this share of a horizon come true. */
const LEAST_SEEN_SHARE = 0.25;
/** Residuals of data that a model was fitted to are too small: by this much at least … */
const FITTED_FACTOR = 1.12;
/** … and by this share of what the back-test's errors exceed those of the same origins after fitting, up to a limit. */
const EXCESS_SHARE = 0.75;
const MAX_EXCESS = 1;

/** Errors in the series' unit; MASE against the season before, learnt before the first origin. */
function backtestError(
  path: Float64Array,
  rolled: RolledForecasts,
  values: Float64Array,
  scale: ValueScale,
  seasonSteps: number,
): ForecastBacktest {
  const measured = meanAbsoluteError(path.map(scale.back), rolled, values);
  const change = seasonalChange(values, rolled.origins[0], seasonSteps);
  return {
    meanAbsoluteError: measured,
    mase: change > 0 ? measured / change : null,
    originCount: rolled.origins.length,
  };
}

/** How much wider than the fitted residuals the band has to be. */
function widening(outside: number, inside: number): number {
  const excess = inside > 0 ? Math.min(MAX_EXCESS, Math.max(0, outside / inside - 1)) : 0;
  return FITTED_FACTOR + EXCESS_SHARE * excess;
}

/**
 * Models combined by their back-test on this series, with a band from what the same combination was off by inside the
 * history, widened by how much worse the back-test was.
 */
export function combinedForecast(
  models: readonly SeriesModel[],
  values: Float64Array,
  scale: ValueScale,
  horizonSteps: number,
  seasonSteps: number,
): ForecastBand {
  const scaled = values.map(scale.forward);
  const size = scaled.length;
  const rolled = backtest(models, scaled, horizonSteps);
  const errors = rolled.byModel.map((path) => meanAbsoluteError(path, rolled, scaled));
  const { used, weights } = usedModels(models, combinationWeights(errors));
  const tested = combinePaths(rolled.byModel, combinationWeights(errors));

  const fitted = used.map((model) => model.fit(scaled, size, horizonSteps));
  const roll = (origins: readonly number[]) => rollForecasts(fitted, scaled, origins, horizonSteps);
  const again = roll(rolled.origins);
  const againError = meanAbsoluteError(combinePaths(again.byModel, weights), again, scaled);
  const factor = widening(meanAbsoluteError(tested, rolled, scaled), againError);
  const deepest = Math.max(...used.map((model) => model.needSteps));
  const newest = size - Math.max(1, Math.ceil(horizonSteps * LEAST_SEEN_SHARE));
  const inside = roll(spacedOrigins(deepest, Math.max(deepest, newest), SPREAD_ORIGINS));
  const spread = residualSpread(combinePaths(inside.byModel, weights), inside, scaled, seasonSteps);
  const median = combinePaths(roll([size]).byModel, weights);
  return {
    members: used.map(({ name }, index) => ({ name, weight: weights[index] })),
    backtest: backtestError(tested, rolled, values, scale, seasonSteps),
    median: median.map(scale.back),
    ...bandOf(horizonSteps, (share, step) =>
      scale.back(median[step] + factor * spread.quantileAt(share, step, (size + step) % seasonSteps)),
    ),
  };
}

/** Those that weigh anything. */
function usedModels(models: readonly SeriesModel[], all: readonly number[]) {
  return {
    used: models.filter((_, index) => all[index] > 0),
    weights: all.filter((weight) => weight > 0),
  };
}

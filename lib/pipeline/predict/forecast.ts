import type { ForecastOptions, ForecastOutcome, ForecastPoint } from "@/lib/domain/forecast";
import type { RegularSeries, ValueBounds } from "@/lib/domain/regular-series";
import { backtestCut } from "./backtest";
import { candidateModels, usualSeasonsSteps } from "./candidate-models";
import { combinedForecast } from "./combined-forecast";
import { fillGaps } from "./fill-gaps";
import type { ForecastBand } from "./forecast-band";
import { randomWalkForecast } from "./random-walk-forecast";
import { isResting, restingForecast } from "./resting-forecast";
import { valueScaleOf } from "./value-scale";
import { withinBounds } from "./within-bounds";

/** Fewer values say nothing about how a series moves. */
const LEAST_STEPS = 12;
/** A season is believed once it was seen this often. */
const SEASONS_SEEN = 2;

function trimmedEnd(values: Float64Array): Float64Array {
  let end = values.length;
  while (end > 0 && Number.isNaN(values[end - 1])) end--;
  return values.subarray(0, end);
}

function bandFor(
  values: Float64Array,
  steps: number,
  seasons: readonly number[],
  seed: number,
): ForecastBand {
  if (isResting(values)) return restingForecast(values, steps);
  const scale = valueScaleOf(values);
  const seen = seasons.filter((season) => season * SEASONS_SEEN <= values.length);
  const models = candidateModels(backtestCut(values.length, steps), seen);
  if (models.length === 0) return randomWalkForecast(values.map(scale.forward), scale, steps, seed);
  return combinedForecast(models, values, scale, steps, seen[0] ?? 1);
}

/** Edges in order and within what the metric can be. */
function pointOf(band: ForecastBand, step: number, timeMs: number, bounds: ValueBounds): ForecastPoint {
  const bounded = (value: number) => withinBounds(value, bounds);
  const median = bounded(band.median[step]);
  const lower80 = Math.min(median, bounded(band.lower80[step]));
  const upper80 = Math.max(median, bounded(band.upper80[step]));
  const lower95 = Math.min(lower80, bounded(band.lower95[step]));
  const upper95 = Math.max(upper80, bounded(band.upper95[step]));
  return { timeMs, median, lower80, upper80, lower95, upper95 };
}

/**
 * What comes after a series, with 80 and 95 % bands, by the models that its own back-test prefers. Never further ahead
 * than the history is long, counted in known values. Equal arguments give equal answers.
 */
export function forecastSeries(
  series: RegularSeries,
  horizonSteps: number,
  options: ForecastOptions,
): ForecastOutcome {
  const seasons = usualSeasonsSteps(series.stepMs);
  const known = trimmedEnd(series.values);
  /** Since the newest value some steps may have passed already: they are forecast too, and not answered. */
  const passedSteps = series.values.length - known.length;
  const { values, knownCount } = fillGaps(known, seasons[0] ?? 1);
  const needSteps = Math.max(LEAST_STEPS, horizonSteps + passedSteps);
  if (knownCount < needSteps) return { kind: "insufficient-history", haveSteps: knownCount, needSteps };
  const band = bandFor(values, horizonSteps + passedSteps, seasons, options.seed);
  const endMs = series.startMs + series.values.length * series.stepMs;
  return {
    kind: "forecast",
    model: band.members.length === 1 ? band.members[0].name : "combination",
    members: band.members,
    backtest: band.backtest,
    points: Array.from({ length: horizonSteps }, (_, step) =>
      pointOf(band, step + passedSteps, endMs + step * series.stepMs, options.bounds),
    ),
  };
}

import type { FittedModel, SeriesModel } from "./series-model";
import { weightedRidge, type Design } from "./weighted-ridge";

export interface SeasonalAutoRegressionShape {
  readonly name: string;
  /** Steps into the past that explain a value, ascending. */
  readonly lagsSteps: readonly number[];
  /** Explains the change against so long ago instead of the value; 0 explains the value. */
  readonly differenceSteps: number;
  /** Its first `harmonics` waves are features; 0 for none. */
  readonly waveSteps: number;
  readonly harmonics: number;
  /** A row so old weighs half. */
  readonly halfLifeSteps: number;
  readonly reweightings: number;
  /** Share of the mean square of the lags that is added to each. */
  readonly ridge: number;
}

/** Older rows add time and little else. */
const MAX_ROWS = 2_000;
/** Rows a coefficient needs before it is more than chance. */
const ROWS_PER_COEFFICIENT = 3;
/** Waves are kept smaller than lags may be: they repeat what lags can say. */
const WAVE_RIDGE_FACTOR = 10;
/** How far beyond the values seen a forecast may go, in their standard deviations: an unstable fit would explode. */
const MAX_DEVIATIONS = 6;
/** Of a drift in differences, what is believed: a season's growth does not go on for ever. */
const DRIFT_SHARE = 0.5;

/** sin and cos of the shape's waves, counted from the end of history so that a phase stays a phase. */
function writeWaves(shape: SeasonalAutoRegressionShape, step: number, into: Float64Array, at: number): void {
  for (let wave = 1; wave <= shape.harmonics; wave++) {
    const angle = (2 * Math.PI * wave * step) / shape.waveSteps;
    into[at + 2 * wave - 2] = Math.sin(angle);
    into[at + 2 * wave - 1] = Math.cos(angle);
  }
}

function waveTable(shape: SeasonalAutoRegressionShape): Float64Array {
  const table = new Float64Array(2 * shape.harmonics * shape.waveSteps);
  for (let step = 0; step < shape.waveSteps; step++)
    writeWaves(shape, step, table, step * 2 * shape.harmonics);
  return table;
}

interface Scaled {
  readonly values: Float64Array;
  readonly mean: number;
  readonly deviation: number;
}

/** Differences (or the values) of values before `end`, around their mean, in standard deviations. */
function scale(values: Float64Array, end: number, differenceSteps: number): Scaled {
  const size = end - differenceSteps;
  const scaled = new Float64Array(size);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    scaled[i] = values[i + differenceSteps] - (differenceSteps > 0 ? values[i] : 0);
    sum += scaled[i];
  }
  const mean = differenceSteps > 0 ? 0 : sum / size;
  let squares = 0;
  for (let i = 0; i < size; i++) {
    scaled[i] -= mean;
    squares += scaled[i] * scaled[i];
  }
  const deviation = Math.sqrt(squares / size) || 1;
  for (let i = 0; i < size; i++) scaled[i] /= deviation;
  return { values: scaled, mean, deviation };
}

function designOf(shape: SeasonalAutoRegressionShape, values: Float64Array, waves: Float64Array): Design {
  const { lagsSteps, harmonics, waveSteps } = shape;
  const lags = lagsSteps.length;
  const waveColumns = 2 * harmonics;
  const columns = lags + 1 + waveColumns;
  const first = Math.max(lagsSteps[lags - 1], values.length - MAX_ROWS);
  const rows = values.length - first;
  const features = new Float64Array(rows * columns);
  const weights = new Float64Array(rows);
  const decay = 2 ** (-1 / shape.halfLifeSteps);
  let weight = 1;
  let square = 0;
  for (let row = rows - 1; row >= 0; row--) {
    const at = row * columns;
    const t = first + row;
    for (let i = 0; i < lags; i++) {
      const value = values[t - lagsSteps[i]];
      features[at + i] = value;
      square += weight * value * value;
    }
    features[at + lags] = 1;
    const phase = waveColumns * (t % waveSteps);
    for (let i = 0; i < waveColumns; i++) features[at + lags + 1 + i] = waves[phase + i];
    weights[row] = weight;
    weight *= decay;
  }
  const penalties = new Float64Array(columns).fill((shape.ridge * square) / lags);
  penalties.fill((shape.ridge * WAVE_RIDGE_FACTOR * square) / lags, lags + 1);
  return { rows, columns, features, targets: values.subarray(first), weights, penalties };
}

/** The recursion of fitted coefficients, step after step on its own forecasts. */
function recursion(
  shape: SeasonalAutoRegressionShape,
  coefficients: Float64Array,
  { mean, deviation }: Scaled,
  waves: Float64Array,
): FittedModel {
  const { lagsSteps, differenceSteps: difference, harmonics, waveSteps } = shape;
  const lags = lagsSteps.length;
  const waveColumns = 2 * harmonics;
  const constant = coefficients[lags] * (difference > 0 ? DRIFT_SHARE : 1);
  const deepest = lagsSteps[lags - 1];
  return {
    continueFrom(values, end, path) {
      const known = new Float64Array(deepest + path.length);
      for (let i = 0; i < deepest; i++) {
        const t = end - deepest + i;
        known[i] = (values[t] - (difference > 0 ? values[t - difference] : mean)) / deviation;
      }
      for (let step = 0; step < path.length; step++) {
        let next = constant;
        for (let i = 0; i < lags; i++) next += coefficients[i] * known[deepest + step - lagsSteps[i]];
        const phase = waveColumns * ((end - difference + step) % waveSteps);
        for (let i = 0; i < waveColumns; i++) next += coefficients[lags + 1 + i] * waves[phase + i];
        next = Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, next));
        known[deepest + step] = next;
        const before = step < difference ? values[end + step - difference] : path[step - difference];
        path[step] = next * deviation + (difference > 0 ? before : mean);
      }
    },
  };
}

/**
 * Auto-regression on the last steps and on the same time of earlier days and weeks, by ridge regression whose rows fade
 * with age. Values are expected on a scale on which errors are alike (usually logarithms).
 */
export function seasonalAutoRegression(shape: SeasonalAutoRegressionShape): SeriesModel {
  const columns = shape.lagsSteps.length + 1 + 2 * shape.harmonics;
  const deepest = shape.lagsSteps[shape.lagsSteps.length - 1] + shape.differenceSteps;
  const waves = waveTable(shape);
  return {
    name: shape.name,
    needSteps: deepest + ROWS_PER_COEFFICIENT * columns,
    fit(values, end) {
      const scaled = scale(values, end, shape.differenceSteps);
      const design = designOf(shape, scaled.values, waves);
      return recursion(shape, weightedRidge(design, shape.reweightings), scaled, waves);
    },
  };
}

import { solvePositiveDefinite } from "./solve-positive-definite";

/** Rows of features with what they are to explain, row-major; column `constant` is the intercept. */
export interface Design {
  readonly rows: number;
  readonly columns: number;
  readonly features: Float64Array;
  readonly targets: Float64Array;
  readonly weights: Float64Array;
  /** By column, as a share of the mean square of all lags: what a coefficient pays for its size. */
  readonly penalties: Float64Array;
}

/** Residuals under this share of their median weigh as much as that: else one perfect row would rule. */
const LEAST_SHARE_OF_MEDIAN = 0.5;

/**
 * Adds a row and the one after it to the normal equations: two at a time, since most of the time goes into reading and
 * writing the matrix. A row beyond the last has weight 0.
 */
function addRowPair(
  { columns, features, targets, rows }: Design,
  weights: Float64Array,
  row: number,
  normal: Float64Array,
  right: Float64Array,
): void {
  const first = row * columns;
  const isPair = row + 1 < rows;
  const second = isPair ? first + columns : first;
  const weight = weights[row];
  const nextWeight = isPair ? weights[row + 1] : 0;
  const target = targets[row];
  const nextTarget = isPair ? targets[row + 1] : 0;
  for (let i = 0; i < columns; i++) {
    const one = features[first + i] * weight;
    const other = features[second + i] * nextWeight;
    right[i] += one * target + other * nextTarget;
    const line = i * columns;
    for (let j = 0; j <= i; j++) normal[line + j] += one * features[first + j] + other * features[second + j];
  }
}

/** One pass of weighted least squares with a ridge. */
function solve(design: Design, weights: Float64Array): Float64Array {
  const { rows, columns, penalties } = design;
  const normal = new Float64Array(columns * columns);
  const coefficients = new Float64Array(columns);
  for (let row = 0; row < rows; row += 2) addRowPair(design, weights, row, normal, coefficients);
  for (let i = 0; i < columns; i++) normal[i * columns + i] += penalties[i];
  solvePositiveDefinite(normal, coefficients);
  return coefficients;
}

function absoluteResiduals(design: Design, coefficients: Float64Array): Float64Array {
  const { rows, columns, features, targets } = design;
  const residuals = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let rest = targets[row];
    for (let i = 0; i < columns; i++) rest -= coefficients[i] * features[row * columns + i];
    residuals[row] = Math.abs(rest);
  }
  return residuals;
}

/**
 * Ridge regression. With `reweightings` it leans towards least absolute deviations, by weights inverse to the last
 * pass's residuals, so that outliers and the hours of a level shift count less (Holland & Welsch 1977).
 */
export function weightedRidge(design: Design, reweightings: number): Float64Array {
  let coefficients = solve(design, design.weights);
  for (let pass = 0; pass < reweightings; pass++) {
    const residuals = absoluteResiduals(design, coefficients);
    const middle = Float64Array.from(residuals).sort()[design.rows >> 1];
    if (!(middle > 0)) return coefficients; // it fits perfectly
    const weights = Float64Array.from(
      design.weights,
      (weight, row) => weight / Math.max(residuals[row] / middle, LEAST_SHARE_OF_MEDIAN),
    );
    coefficients = solve(design, weights);
  }
  return coefficients;
}

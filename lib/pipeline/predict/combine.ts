/** How much better a model's back-test counts: 0 would be plain averaging, infinity choosing the best. */
const POWER = 2;
/** A model that counts less than this share of the best is left out. */
const LEAST_WEIGHT = 0.1;

/**
 * Weights of a combination, by the models' back-test errors: inverse to a power, sum 1. Combining beats choosing, since
 * a back-test of few origins tells good models apart badly (Bates & Granger 1969; Makridakis et al. 2020).
 */
export function combinationWeights(errors: readonly number[]): readonly number[] {
  const least = Math.min(...errors);
  if (!(least > 0)) {
    const exact = errors.filter((error) => error === least).length;
    return errors.map((error) => (error === least ? 1 / exact : 0));
  }
  const scores = errors
    .map((error) => (least / error) ** POWER)
    .map((score) => (score < LEAST_WEIGHT ? 0 : score));
  const total = scores.reduce((sum, score) => sum + score, 0);
  return scores.map((score) => score / total);
}

/** The weighted mean of paths. */
export function combinePaths(paths: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const combined = new Float64Array(paths[0].length);
  paths.forEach((path, model) => {
    const weight = weights[model];
    if (weight === 0) return;
    for (let at = 0; at < combined.length; at++) combined[at] += weight * path[at];
  });
  return combined;
}

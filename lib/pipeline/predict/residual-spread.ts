import type { RolledForecasts } from "./backtest";
import { sortedQuantile } from "./sorted-quantile";

/** What forecasts of one series were off by: how far at each step and time of the season, and in which shape. */
export interface ResidualSpread {
  /** The residual at which so much of them lies below, `step` steps ahead; `phase` is the time of the season there. */
  quantileAt(share: number, step: number, phase: number): number;
}

/** Neighbouring steps are off by about as much: means run over so many on either side. */
const STEP_REACH = 4;
const PHASE_REACH = 2;
/** A time of the season is believed to be wilder or calmer once it was seen more often than this. */
const PHASE_PRIOR_COUNT = 8;

/** Means over neighbours, weighted by how often each was seen; `isCircular` joins the ends. */
function smoothed(
  sums: Float64Array,
  counts: Float64Array,
  reach: number,
  isCircular: boolean,
): Float64Array {
  const size = sums.length;
  return Float64Array.from(sums, (_, at) => {
    let sum = 0;
    let count = 0;
    for (let near = at - reach; near <= at + reach; near++) {
      if (!isCircular && (near < 0 || near >= size)) continue;
      const index = ((near % size) + size) % size;
      sum += sums[index];
      count += counts[index];
    }
    return count > 0 ? sum / count : Number.NaN;
  });
}

/** Steps that no origin reached are as far off as the last one that was. */
function carried(means: Float64Array): Float64Array {
  for (let at = 1; at < means.length; at++) if (Number.isNaN(means[at])) means[at] = means[at - 1];
  return means;
}

/** Residuals in columns: there are thousands a forecast. */
interface Residuals {
  readonly steps: Int32Array;
  readonly phases: Int32Array;
  readonly values: Float64Array;
}

function residualsOf(
  paths: Float64Array,
  { origins, horizonSteps }: RolledForecasts,
  known: Float64Array,
  seasonSteps: number,
): Residuals {
  const steps = new Int32Array(paths.length);
  const phases = new Int32Array(paths.length);
  const values = new Float64Array(paths.length);
  let count = 0;
  for (let index = 0; index < origins.length; index++) {
    const end = Math.min(horizonSteps, known.length - origins[index]);
    for (let step = 0; step < end; step++) {
      steps[count] = step;
      phases[count] = (origins[index] + step) % seasonSteps;
      values[count] = known[origins[index] + step] - paths[index * horizonSteps + step];
      count++;
    }
  }
  return {
    steps: steps.subarray(0, count),
    phases: phases.subarray(0, count),
    values: values.subarray(0, count),
  };
}

/** Mean absolute residual by step, over its neighbours. */
function sizeByStep({ steps, values }: Residuals, horizonSteps: number): Float64Array {
  const sums = new Float64Array(horizonSteps);
  const counts = new Float64Array(horizonSteps);
  for (let i = 0; i < values.length; i++) {
    sums[steps[i]] += Math.abs(values[i]);
    counts[steps[i]]++;
  }
  return carried(smoothed(sums, counts, STEP_REACH, false));
}

/** How much wilder or calmer than usual each time of the season is. */
function sizeByPhase(residuals: Residuals, stepSize: Float64Array, seasonSteps: number): Float64Array {
  const { steps, phases, values } = residuals;
  const sums = new Float64Array(seasonSteps).fill(PHASE_PRIOR_COUNT);
  const counts = new Float64Array(seasonSteps).fill(PHASE_PRIOR_COUNT);
  for (let i = 0; i < values.length; i++) {
    const usual = stepSize[steps[i]];
    sums[phases[i]] += usual > 0 ? Math.abs(values[i]) / usual : 0;
    counts[phases[i]]++;
  }
  return smoothed(sums, counts, PHASE_REACH, true);
}

/**
 * Learns the spread from rolled forecasts: residuals divided by their usual size at that step and that time of the
 * season are pooled, so that a few dozen origins suffice for the tails (split conformal prediction, locally scaled).
 */
export function residualSpread(
  paths: Float64Array,
  rolled: RolledForecasts,
  values: Float64Array,
  seasonSteps: number,
): ResidualSpread {
  const residuals = residualsOf(paths, rolled, values, seasonSteps);
  const stepSize = sizeByStep(residuals, rolled.horizonSteps);
  const phaseSize = sizeByPhase(residuals, stepSize, seasonSteps);
  const sizeAt = (step: number, phase: number) => stepSize[step] * phaseSize[phase];
  const pooled = residuals.values.map((value, i) => {
    const size = sizeAt(residuals.steps[i], residuals.phases[i]);
    return size > 0 ? value / size : 0;
  });
  pooled.sort();
  return { quantileAt: (share, step, phase) => sortedQuantile(pooled, share) * sizeAt(step, phase) };
}

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

interface Residual {
  readonly step: number;
  readonly phase: number;
  readonly value: number;
}

function residualsOf(
  paths: Float64Array,
  { origins, horizonSteps }: RolledForecasts,
  values: Float64Array,
  seasonSteps: number,
): readonly Residual[] {
  return origins.flatMap((origin, index) => {
    const steps = Math.min(horizonSteps, values.length - origin);
    return Array.from({ length: steps }, (_, step) => ({
      step,
      phase: (origin + step) % seasonSteps,
      value: values[origin + step] - paths[index * horizonSteps + step],
    }));
  });
}

function meansBy(
  residuals: readonly Residual[],
  size: number,
  keyOf: (residual: Residual) => number,
  sizeOf: (residual: Residual) => number,
): { sums: Float64Array; counts: Float64Array } {
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  for (const residual of residuals) {
    sums[keyOf(residual)] += sizeOf(residual);
    counts[keyOf(residual)]++;
  }
  return { sums, counts };
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
  const bySteps = meansBy(
    residuals,
    rolled.horizonSteps,
    (r) => r.step,
    (r) => Math.abs(r.value),
  );
  const stepSize = carried(smoothed(bySteps.sums, bySteps.counts, STEP_REACH, false));
  const relative = (r: Residual) => (stepSize[r.step] > 0 ? Math.abs(r.value) / stepSize[r.step] : 0);
  const byPhase = meansBy(residuals, seasonSteps, (r) => r.phase, relative);
  for (let phase = 0; phase < seasonSteps; phase++) {
    byPhase.sums[phase] += PHASE_PRIOR_COUNT;
    byPhase.counts[phase] += PHASE_PRIOR_COUNT;
  }
  const phaseSize = smoothed(byPhase.sums, byPhase.counts, PHASE_REACH, true);
  const sizeAt = (step: number, phase: number) => stepSize[step] * phaseSize[phase];
  const pooled = Float64Array.from(residuals, (r) => {
    const size = sizeAt(r.step, r.phase);
    return size > 0 ? r.value / size : 0;
  }).sort();
  return { quantileAt: (share, step, phase) => sortedQuantile(pooled, share) * sizeAt(step, phase) };
}

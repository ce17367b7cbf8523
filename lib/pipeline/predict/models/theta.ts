import { exponentialSmoothing } from "./exponential-smoothing";
import type { SeriesModel } from "./series-model";

/** Half of the linear trend is believed (Assimakopoulos & Nikolopoulos 2000; Hyndman & Billah 2003). */
const TREND_SHARE = 0.5;

function slopeOf(values: Float64Array, end: number): number {
  const middle = (end - 1) / 2;
  let products = 0;
  let squares = 0;
  for (let t = 0; t < end; t++) {
    products += (t - middle) * values[t];
    squares += (t - middle) * (t - middle);
  }
  return squares > 0 ? products / squares : 0;
}

/** The Theta method: exponential smoothing that drifts by half the slope of the history's line. */
export function theta(seasonSteps: number): SeriesModel {
  const smoothing = exponentialSmoothing(seasonSteps);
  return {
    name: seasonSteps > 1 ? `theta-${seasonSteps}` : "theta",
    needSteps: smoothing.needSteps,
    fit(values, end, horizonSteps) {
      const slope = slopeOf(values, end);
      const fitted = smoothing.fit(values, end, horizonSteps);
      return {
        continueFrom(known, knownEnd, path) {
          fitted.continueFrom(known, knownEnd, path);
          for (let step = 0; step < path.length; step++) path[step] += TREND_SHARE * slope * (step + 1);
        },
      };
    },
  };
}

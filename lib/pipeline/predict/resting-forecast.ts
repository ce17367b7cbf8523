import { bandOf, seasonalChange, type ForecastBand } from "./forecast-band";
import { sortedQuantile } from "./sorted-quantile";

/** From this share of equal values on a series rests, and moves at times. */
const RESTING_SHARE = 0.5;
const TEST_SHARE = 0.3;
const MIDDLE = 0.5;

/** Whether most values are one and the same: a constant, or a count that is mostly 0. */
export function isResting(values: Float64Array): boolean {
  const sorted = Float64Array.from(values).sort();
  let longest = 0;
  let run = 0;
  for (let i = 0; i < sorted.length; i++) {
    run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest >= RESTING_SHARE * sorted.length;
}

/** Of a series that mostly rests each step is like any moment of its past: nothing tells when it moves. */
export function restingForecast(values: Float64Array, horizonSteps: number): ForecastBand {
  const sorted = Float64Array.from(values).sort();
  const middle = sortedQuantile(sorted, MIDDLE);
  const cut = Math.ceil(values.length * (1 - TEST_SHARE));
  const learnt = sortedQuantile(values.slice(0, cut).sort(), MIDDLE);
  let sum = 0;
  for (let t = cut; t < values.length; t++) sum += Math.abs(values[t] - learnt);
  const meanAbsoluteError = cut < values.length ? sum / (values.length - cut) : 0;
  const change = seasonalChange(values, cut, 1);
  return {
    members: [{ name: "history-quantiles", weight: 1 }],
    backtest: { meanAbsoluteError, mase: change > 0 ? meanAbsoluteError / change : null, originCount: 1 },
    median: new Float64Array(horizonSteps).fill(middle),
    ...bandOf(horizonSteps, (share) => sortedQuantile(sorted, share)),
  };
}

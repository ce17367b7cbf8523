import type { RegularSeries } from "./series";

/**
 * The series in coarser steps: means of whole groups counted back from its end, so that the newest sample is whole. A
 * group without a value stays a gap. Null where the step does not go into the coarser one.
 */
export function inStepsOf(series: RegularSeries, stepMs: number): RegularSeries | null {
  if (series.stepMs === stepMs) return series;
  const group = stepMs / series.stepMs;
  if (!Number.isInteger(group)) return null;
  const length = Math.floor(series.values.length / group);
  const skipped = series.values.length - length * group;
  const values = new Float64Array(length);
  for (let to = 0; to < length; to++) {
    let sum = 0;
    let count = 0;
    for (let from = skipped + to * group; from < skipped + (to + 1) * group; from++) {
      if (Number.isNaN(series.values[from])) continue;
      sum += series.values[from];
      count++;
    }
    values[to] = count > 0 ? sum / count : NaN;
  }
  return { startMs: series.startMs + skipped * series.stepMs, stepMs, values };
}

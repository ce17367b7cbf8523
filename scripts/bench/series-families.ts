/** One series of a kind: stamps in s at a step of 5 min, and values. */
interface Stamped {
  readonly t: Float64Array;
  readonly y: Float64Array;
}

/** Series that move together over a common time are of one family: one service seen twice. */
const ALIKE = 0.8;
const LEAST_COMMON = 200;
const STEP_S = 300;

/** The family of each series, as the index of its first member; families of families are one. */
export function familiesOf(series: readonly Stamped[]): number[] {
  const family = series.map((_, index) => index);
  for (let a = 0; a < series.length; a++) {
    for (let b = a + 1; b < series.length; b++) {
      if (family[a] === family[b] || !(correlation(series[a], series[b]) > ALIKE)) continue;
      const [kept, joined] = [Math.min(family[a], family[b]), Math.max(family[a], family[b])];
      family.forEach((of, index) => {
        if (of === joined) family[index] = kept;
      });
    }
  }
  return family;
}

/** Of the values at common times; NaN where there are too few. */
function correlation(a: Stamped, b: Stamped): number {
  const shift = Math.round((b.t[0] - a.t[0]) / STEP_S);
  const from = Math.max(0, shift);
  const to = Math.min(a.y.length, b.y.length + shift);
  if (to - from < LEAST_COMMON) return NaN;
  const x = a.y.subarray(from, to);
  const y = b.y.subarray(from - shift, to - shift);
  const meanX = mean(x);
  const meanY = mean(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let k = 0; k < x.length; k++) {
    xx += (x[k] - meanX) ** 2;
    yy += (y[k] - meanY) ** 2;
    xy += (x[k] - meanX) * (y[k] - meanY);
  }
  return xy / Math.sqrt(xx * yy);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

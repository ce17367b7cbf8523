import { type CrossingHistory, SAMPLES_A_DAY, SAMPLES_A_WEEK } from "./crossing-history";
import { type CrossingState, deviationOver, meanOver } from "./crossing-state";

/** Features that all horizons share. */
export const SHARED_FEATURES = [
  "gap",
  "gapOfThreshold",
  "levelGap",
  "slowGap",
  "high30m",
  "high1h",
  "high4h",
  "high1d",
  "low1h",
  "slope15m",
  "slope1h",
  "slope4h",
  "reach1h",
  "reach4h",
  "step1h",
  "step4h",
  "step1d",
  "roughness",
  "gapInSteps",
  "spread1d",
  "mean1d",
  "mean7d",
  "drift",
  "median",
  "q90",
  "q95",
  "q99",
  "iqr",
  "rank",
  "above1d",
  "above7d",
  "aboveAll",
  "onsets1d",
  "onsets7d",
  "onsetsAll",
  "sinceBreach",
  "sinceAbove",
  "history",
  "season",
  "persistence",
  "residual",
  "residualOfDeviation",
] as const;

const HOUR = 12;
const MEMORY_DAYS = 14;

/** Writes the shared features into `out` from `offset`; not known is NaN. */
export function fillSharedFeatures(
  history: CrossingHistory,
  state: CrossingState,
  out: Float64Array,
  offset: number,
): void {
  let to = offset;
  const { at, spread } = state;
  const { excess } = history;
  const gap = -excess[at];
  out[to++] = gap / spread;
  out[to++] = gap / Math.max(1e-9, Math.abs(history.threshold));
  out[to++] = -history.level[at] / spread;
  out[to++] = -history.slowLevel[at] / spread;
  out[to++] = -greatest(excess, at, 6) / spread;
  out[to++] = -greatest(excess, at, HOUR) / spread;
  out[to++] = -greatest(excess, at, 4 * HOUR) / spread;
  out[to++] = at >= SAMPLES_A_DAY ? -greatestDay(history, at) / spread : NaN;
  out[to++] = -least(excess, at, HOUR) / spread;
  const slope1h = slope(excess, at, HOUR);
  const slope4h = slope(excess, at, 4 * HOUR);
  out[to++] = (slope(excess, at, 4) * 3) / spread;
  out[to++] = (slope1h * HOUR) / spread;
  out[to++] = (slope4h * 4 * HOUR) / spread;
  out[to++] = (gap - slope1h * HOUR) / spread;
  out[to++] = (gap - slope4h * HOUR) / spread;
  const step1d = stepOver(history, at, SAMPLES_A_DAY);
  const step4h = stepOver(history, at, 4 * HOUR);
  out[to++] = stepOver(history, at, HOUR) / (step1d + 1e-12);
  out[to++] = step4h / (step1d + 1e-12);
  out[to++] = step1d / spread;
  out[to++] = stepOver(history, at, SAMPLES_A_WEEK) / spread;
  out[to++] = gap / (step4h + 1e-3 * spread);
  out[to++] = deviationOver(history, at, SAMPLES_A_DAY) / spread;
  const mean1d = meanOver(history.sum, at, SAMPLES_A_DAY);
  const mean7d = meanOver(history.sum, at, SAMPLES_A_WEEK);
  out[to++] = -mean1d / spread;
  out[to++] = -mean7d / spread;
  out[to++] = (mean1d - mean7d) / spread;
  to = fillQuantiles(state, excess[at], out, to);
  to = fillRecord(history, at, out, to);
  fillSeason(history, state, out, to);
}

function fillQuantiles(
  { quantiles, spread }: CrossingState,
  excess: number,
  out: Float64Array,
  offset: number,
) {
  let to = offset;
  const [, q25, q50, q75, q90, q95, q99] = quantiles;
  out[to++] = -q50 / spread;
  out[to++] = -q90 / spread;
  out[to++] = -q95 / spread;
  out[to++] = -q99 / spread;
  out[to++] = (q75 - q25) / spread;
  let rank = 0;
  while (rank < quantiles.length && excess > quantiles[rank]) rank++;
  out[to++] = rank;
  return to;
}

function fillRecord(
  { breaches, forSamples }: CrossingHistory,
  at: number,
  out: Float64Array,
  offset: number,
) {
  let to = offset;
  const end = at + 1;
  const day = Math.max(0, end - SAMPLES_A_DAY);
  const week = Math.max(0, end - SAMPLES_A_WEEK);
  const days = end / SAMPLES_A_DAY;
  out[to++] = (breaches.above[end] - breaches.above[day]) / (end - day);
  out[to++] = (breaches.above[end] - breaches.above[week]) / (end - week);
  out[to++] = breaches.above[end] / end;
  const confirmed = Math.max(0, at - forSamples + 2);
  const onsets = breaches.onsets[confirmed];
  out[to++] = onsets - breaches.onsets[Math.min(day, confirmed)];
  out[to++] = (onsets - breaches.onsets[Math.min(week, confirmed)]) / Math.min(7, days);
  out[to++] = onsets / (days + 1);
  out[to++] = breaches.lastBreach[at] < 0 ? 2 * SAMPLES_A_WEEK : at - breaches.lastBreach[at];
  out[to++] = breaches.lastAbove[at] < 0 ? 2 * SAMPLES_A_WEEK : at - breaches.lastAbove[at];
  out[to++] = Math.min(MEMORY_DAYS, days);
  return to;
}

function fillSeason(
  history: CrossingHistory,
  { at, spread }: CrossingState,
  out: Float64Array,
  offset: number,
) {
  const known = at + 1 - SAMPLES_A_DAY;
  if (known < SAMPLES_A_DAY) return void out.fill(NaN, offset, offset + 4);
  const samples = Math.min(SAMPLES_A_WEEK, known);
  const power = meanOver(history.sumOfSquaredResiduals, at, samples);
  const residual = history.residual[at];
  out[offset] = Math.sqrt(power) / spread;
  out[offset + 1] = meanOver(history.sumOfResidualProducts, at, samples) / (power + 1e-12);
  out[offset + 2] = residual / spread;
  out[offset + 3] = residual / (Math.sqrt(power) + 1e-3 * spread);
}

function greatest(values: Float64Array, at: number, samples: number): number {
  let high = -Infinity;
  for (let k = Math.max(0, at + 1 - samples); k <= at; k++) if (values[k] > high) high = values[k];
  return high;
}

function least(values: Float64Array, at: number, samples: number): number {
  let low = Infinity;
  for (let k = Math.max(0, at + 1 - samples); k <= at; k++) if (values[k] < low) low = values[k];
  return low;
}

/** Greatest sustained level that is known of the last day. */
function greatestDay({ ahead, forSamples }: CrossingHistory, at: number): number {
  const day = ahead[ahead.length - 1];
  return day.sustained[Math.max(0, at - day.samples - forSamples + 1)];
}

/** Root mean square of the steps between samples. */
export function stepOver(history: CrossingHistory, at: number, samples: number): number {
  return Math.sqrt(Math.max(0, meanOver(history.sumOfSquaredSteps, at, samples)));
}

/** Least-squares slope a sample over the last `samples`. */
function slope(values: Float64Array, at: number, samples: number): number {
  const count = Math.min(samples, at + 1);
  if (count < 2) return 0;
  const middle = (count - 1) / 2;
  let product = 0;
  for (let n = 0; n < count; n++) product += (n - middle) * values[at - count + 1 + n];
  return product / ((count * (count * count - 1)) / 12);
}

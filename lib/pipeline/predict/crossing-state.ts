import { type CrossingHistory, SAMPLES_A_DAY, SAMPLES_A_WEEK } from "./crossing-history";

/** How the series stands at sample `at`, on its own scale. */
export interface CrossingState {
  readonly at: number;
  /** Standard deviation over the last week; never 0. */
  readonly spread: number;
  /** Levels below which such shares of the last 14 days lie, in excess over the threshold. */
  readonly quantiles: Float64Array;
}

export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;
const MEMORY_SAMPLES = 14 * SAMPLES_A_DAY;
/** Quantiles are renewed every 6 h, from so many of the samples. */
const RENEWED_SAMPLES = 72;
const DRAWN_SAMPLES = 512;

const known = new WeakMap<CrossingHistory, Map<number, Float64Array>>();

export function crossingState(history: CrossingHistory, at: number): CrossingState {
  const spread = deviationOver(history, at, SAMPLES_A_WEEK);
  return {
    at,
    spread: Math.max(spread, 1e-9 * (1 + Math.abs(history.threshold))),
    quantiles: quantilesAt(history, at),
  };
}

/** Standard deviation over the last `samples` up to `at`. */
export function deviationOver(history: CrossingHistory, at: number, samples: number): number {
  const mean = meanOver(history.sum, at, samples);
  return Math.sqrt(Math.max(0, meanOver(history.sumOfSquares, at, samples) - mean * mean));
}

/** Mean over the last `samples` up to `at`, of a running sum. */
export function meanOver(sum: ArrayLike<number>, at: number, samples: number): number {
  const from = Math.max(0, at + 1 - samples);
  return (sum[at + 1] - sum[from]) / (at + 1 - from);
}

function quantilesAt(history: CrossingHistory, at: number): Float64Array {
  const renewed = Math.max(0, Math.floor((at + 1) / RENEWED_SAMPLES) * RENEWED_SAMPLES - 1);
  let memory = known.get(history);
  if (!memory) known.set(history, (memory = new Map()));
  let quantiles = memory.get(renewed);
  if (!quantiles) memory.set(renewed, (quantiles = drawQuantiles(history.excess, renewed)));
  return quantiles;
}

function drawQuantiles(excess: Float64Array, at: number): Float64Array {
  const from = Math.max(0, at + 1 - MEMORY_SAMPLES);
  const stride = Math.max(1, Math.floor((at + 1 - from) / DRAWN_SAMPLES));
  const drawn = new Float64Array(Math.floor((at - from) / stride) + 1);
  for (let n = 0; n < drawn.length; n++) drawn[n] = excess[at - n * stride];
  drawn.sort();
  return Float64Array.from(QUANTILES, (q) => drawn[Math.min(drawn.length - 1, Math.floor(q * drawn.length))]);
}

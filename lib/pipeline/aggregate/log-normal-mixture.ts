import { normalDensity, normalShare } from "@/lib/domain/normal-distribution";
import { solveSymmetric } from "@/lib/domain/solve-symmetric";
import type { BucketShares, Distribution } from "./bucket-shares";

/** Each mode's mean and ln of deviation (both of ln ms); with two modes the log odds of the first one's weight as well. */
type Parameters = readonly number[];

interface Fit {
  readonly parameters: Parameters;
  /** Squares of what the shares are off, each relative to its share. */
  readonly misfit: number;
  readonly gradient: number[];
  readonly curvature: number[][];
}

/** Latencies vary by more than this within a mode; narrower ones would fall between the edges unseen. */
const LEAST_LN_DEVIATION = Math.log(0.1);
const MOST_LN_DEVIATION = Math.log(5);
const STARTS = 2;
const ITERATIONS = 10;
const SETTLED = 1e-4;
/** Of a misfit: below what can be told from chance in a billion values. */
const PERFECT = 1e-9;
const LEAST_SHARE = 3e-5;
const DAMPING = { first: 1e-3, less: 0.3, more: 8, most: 1e6 };
const LARGEST_MOVE = 1;
/** An end of the first or last bucket, where the sender gives none. */
const OPEN_HALF_WIDTH = 0.35;

/** The mixture of `modes` log-normal distributions whose shares are nearest to those of the buckets. */
export function fitLogNormals(buckets: BucketShares, modes: 1 | 2): Distribution | null {
  const splits = modes === 1 ? [buckets.shares.length] : buckets.logEdges.map((_, index) => index + 1);
  const starts = splits
    .map((split) => startAt(buckets, split, modes))
    .filter((parameters) => parameters !== null)
    .map((parameters) => ({ parameters, misfit: misfitOf(buckets, parameters) }))
    .sort((a, b) => a.misfit - b.misfit)
    .slice(0, STARTS);
  let best: Fit | null = null;
  for (const start of starts) {
    const found = refine(buckets, fitOf(buckets, start.parameters));
    if (best === null || found.misfit < best.misfit) best = found;
    if (best.misfit < PERFECT) break;
  }
  if (best === null) return null;
  const found = modesOf(best.parameters);
  return { shareBelow: (ms) => shareBelow(found, Math.log(ms)) };
}

/** One log-normal of the mixture; mean and deviation are of ln ms. */
interface Mode {
  readonly share: number;
  readonly mean: number;
  readonly deviation: number;
}

function modesOf(parameters: Parameters): readonly Mode[] {
  const weight = parameters.length === 2 ? 1 : 1 / (1 + Math.exp(-parameters[4]!));
  const first = { share: weight, mean: parameters[0]!, deviation: Math.exp(parameters[1]!) };
  if (parameters.length === 2) return [first];
  return [first, { share: 1 - weight, mean: parameters[2]!, deviation: Math.exp(parameters[3]!) }];
}

function shareBelow(modes: readonly Mode[], logMs: number): number {
  let total = 0;
  for (const { share, mean, deviation } of modes) total += share * normalShare((logMs - mean) / deviation);
  return total;
}

/** As `fitOf` has it, without its equations. */
function misfitOf({ logEdges, shares }: BucketShares, parameters: Parameters): number {
  const modes = modesOf(parameters);
  let misfit = 0;
  let before = 0;
  for (let index = 0; index < shares.length; index++) {
    const after = index < logEdges.length ? shareBelow(modes, logEdges[index]!) : 1;
    const share = shares[index]!;
    const off = share - (after - before);
    misfit += (off * off) / Math.max(share, LEAST_SHARE);
    before = after;
  }
  return misfit;
}

/** Moments of the buckets' middles, below and above a split. */
function startAt(buckets: BucketShares, split: number, modes: 1 | 2): number[] | null {
  const first = moments(buckets, 0, split);
  if (modes === 1) return first && [first.mean, first.lnDeviation];
  const second = moments(buckets, split, buckets.shares.length);
  if (!first || !second) return null;
  const odds = Math.log(first.weight / second.weight);
  return [first.mean, first.lnDeviation, second.mean, second.lnDeviation, odds];
}

function moments({ logEdges, shares }: BucketShares, from: number, to: number) {
  let weight = 0;
  let sum = 0;
  let squares = 0;
  for (let index = from; index < to && index < shares.length; index++) {
    const low = logEdges[index - 1] ?? logEdges[index]! - 2 * OPEN_HALF_WIDTH;
    const high = logEdges[index] ?? low + 2 * OPEN_HALF_WIDTH;
    const middle = (low + high) / 2;
    weight += shares[index]!;
    sum += shares[index]! * middle;
    squares += shares[index]! * middle * middle;
  }
  if (!(weight > LEAST_SHARE)) return null;
  const mean = sum / weight;
  const variance = Math.max(0, squares / weight - mean * mean) + OPEN_HALF_WIDTH ** 2 / 3;
  return { weight, mean, lnDeviation: Math.log(variance) / 2 };
}

/** Least squares after Levenberg and Marquardt. */
function refine(buckets: BucketShares, start: Fit): Fit {
  let fit = start;
  let damping = DAMPING.first;
  for (let iteration = 0; iteration < ITERATIONS && damping < DAMPING.most; iteration++) {
    const damped = fit.curvature.map((row, i) => row.map((value, j) => (i === j ? value * (1 + damping) : value))); // prettier-ignore
    const next = fitOf(buckets, moved(fit.parameters, solveSymmetric(damped, fit.gradient)));
    const better = next.misfit < fit.misfit;
    damping *= better ? DAMPING.less : DAMPING.more;
    if (!better) continue;
    const settled = next.misfit < PERFECT || fit.misfit - next.misfit < SETTLED * fit.misfit;
    fit = next;
    if (settled) break;
  }
  return fit;
}

function moved(parameters: Parameters, by: readonly number[]): Parameters {
  return parameters.map((value, index) => {
    const next = value + Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, by[index]!));
    const isDeviation = index === 1 || index === 3;
    return isDeviation ? Math.max(LEAST_LN_DEVIATION, Math.min(MOST_LN_DEVIATION, next)) : next;
  });
}

/** One pass over the edges: how far off the shares are, and Gauss and Newton's equations for the next step. */
function fitOf({ logEdges, shares }: BucketShares, parameters: Parameters): Fit {
  const size = parameters.length;
  const modes = modesOf(parameters);
  const gradient = new Array<number>(size).fill(0);
  const curvature = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const before = new Array<number>(size + 1).fill(0);
  const after = new Array<number>(size + 1).fill(0);
  const slopes = new Array<number>(size).fill(0);
  let misfit = 0;
  for (let index = 0; index < shares.length; index++) {
    if (index < logEdges.length) edgeAt(modes, logEdges[index]!, after);
    else after.fill(0).splice(size, 1, 1);
    const share = shares[index]!;
    const weight = 1 / Math.max(share, LEAST_SHARE);
    const off = share - (after[size]! - before[size]!);
    misfit += weight * off * off;
    for (let i = 0; i < size; i++) slopes[i] = after[i]! - before[i]!;
    for (let i = 0; i < size; i++) {
      const weighted = weight * slopes[i]!;
      gradient[i]! += weighted * off;
      const row = curvature[i]!;
      for (let j = 0; j < size; j++) row[j]! += weighted * slopes[j]!;
    }
    for (let i = 0; i <= size; i++) before[i] = after[i]!;
  }
  return { parameters, misfit, gradient, curvature };
}

/** Slopes of the share below an edge by each parameter, then that share itself. */
function edgeAt(modes: readonly Mode[], logMs: number, into: number[]): void {
  let total = 0;
  let first = 0;
  for (let mode = 0; mode < modes.length; mode++) {
    const { share, mean, deviation } = modes[mode]!;
    const z = (logMs - mean) / deviation;
    const density = share * normalDensity(z);
    const below = normalShare(z);
    into[2 * mode] = -density / deviation;
    into[2 * mode + 1] = -density * z;
    total += share * below;
    if (mode === 0) first = below;
    else into[4] = share * (1 - share) * (first - below);
  }
  into[modes.length === 1 ? 2 : 5] = total;
}

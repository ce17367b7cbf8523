import type { StatedOutcome } from "./calibration";

/** Statements of about one strength: what they said on average, and how often it came true. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Null where nothing was stated. */
  readonly meanStated: number | null;
  readonly share: number | null;
}

export interface ProbabilityScore {
  readonly count: number;
  /** Mean squared error (Brier 1950); null without outcomes. */
  readonly brier: number | null;
  /** Against always stating how often it came true; null where it always or never did. */
  readonly skill: number | null;
  /** Expected calibration error over the bins (Naeini et al. 2015). */
  readonly calibrationError: number | null;
  readonly bins: readonly ReliabilityBin[];
}

const BINS = 10;

export function scoreProbabilities(outcomes: readonly StatedOutcome[]): ProbabilityScore {
  const count = outcomes.length;
  const bins = reliabilityBins(outcomes);
  if (count === 0) return { count, brier: null, skill: null, calibrationError: null, bins };
  let squares = 0;
  let occurred = 0;
  for (const outcome of outcomes) {
    squares += (outcome.probability - (outcome.occurred ? 1 : 0)) ** 2;
    occurred += outcome.occurred ? 1 : 0;
  }
  const rate = occurred / count;
  const brier = squares / count;
  const constant = rate * (1 - rate);
  const calibrationError = bins.reduce(
    (sum, bin) => sum + (bin.count / count) * Math.abs((bin.meanStated ?? 0) - (bin.share ?? 0)),
    0,
  );
  return { count, brier, skill: constant > 0 ? 1 - brier / constant : null, calibrationError, bins };
}

function reliabilityBins(outcomes: readonly StatedOutcome[]): ReliabilityBin[] {
  const sums = Array.from({ length: BINS }, () => ({ count: 0, stated: 0, occurred: 0 }));
  for (const { probability, occurred } of outcomes) {
    const bin = sums[Math.min(BINS - 1, Math.floor(probability * BINS))];
    bin.count++;
    bin.stated += probability;
    bin.occurred += occurred ? 1 : 0;
  }
  return sums.map(({ count, stated, occurred }, index) => ({
    from: index / BINS,
    to: (index + 1) / BINS,
    count,
    meanStated: count > 0 ? stated / count : null,
    share: count > 0 ? occurred / count : null,
  }));
}

import { sumTrees } from "./boosted-trees";
import type { CrossingModel } from "./crossing-model";
import { CROSSING_FEATURES, type CrossingFeature } from "./crossing-row";

/** What the trees tell a crossing by, in the words that a reader knows. */
type LearnedSignal = "distance" | "trend" | "volatility" | "season" | "record" | "similar-moments" | "range";
/** `cost`: it climbs more than its demand explains. */
type CrossingSignal = LearnedSignal | "cost";

/** By how much of log-odds the signal raises (or lowers) the probability, against the signal at its usual value. */
export interface SignalEffect {
  readonly signal: CrossingSignal;
  readonly effect: number;
}

const SIGNALS: Record<LearnedSignal, readonly CrossingFeature[]> = {
  distance: [
    "gap",
    "gapOfThreshold",
    "levelGap",
    "slowGap",
    "high30m",
    "high1h",
    "high4h",
    "high1d",
    "low1h",
    "rank",
  ],
  trend: [
    "slope15m",
    "slope1h",
    "slope4h",
    "reach1h",
    "reach4h",
    "drift",
    "climbLasted",
    "climbReach",
    "climbOddness",
  ],
  volatility: ["step1h", "step4h", "step1d", "roughness", "gapInSteps", "spread1d"],
  season: [
    "season",
    "persistence",
    "residual",
    "residualOfDeviation",
    "profilePeak",
    "profilePeakNow",
    "profilePeakHalf",
    "profileScore",
    "pathScore",
    "pathHazard",
    "sameWindow1d",
    "sameWindow2d",
    "sameWindow7d",
    "sameWindowHigh",
    "sameWindowMean",
    "seasonalRiseShare",
  ],
  record: [
    "above1d",
    "above7d",
    "aboveAll",
    "onsets1d",
    "onsets7d",
    "onsetsAll",
    "sinceBreach",
    "sinceAbove",
    "hit1d",
    "hitShare",
    "hit7d",
    "ownShare",
    "ownShare7d",
  ],
  "similar-moments": ["analog", "analogHour", "analogWeight", "riseShare", "riseShare1d"],
  range: ["mean1d", "mean7d", "median", "q90", "q95", "q99", "iqr", "history"],
};

/** Greatest effect first. */
export function signalEffects(model: CrossingModel, horizon: number, bins: Uint8Array): SignalEffect[] {
  const { edges, trees } = model[horizon];
  const stated = sumTrees(trees, bins);
  const effects = Object.entries(SIGNALS).map(([signal, features]) => {
    const usual = bins.slice();
    for (const feature of features) {
      const column = CROSSING_FEATURES.indexOf(feature);
      usual[column] = (edges[column].length >> 1) + 1;
    }
    return { signal: signal as CrossingSignal, effect: stated - sumTrees(trees, usual) };
  });
  return effects.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}

import type {
  CrossingExplanation,
  CrossingModel,
  CrossingQuery,
  CrossingReading,
} from "@/lib/domain/prediction";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { crossingAt, crossingChances, NEEDED_SAMPLES } from "@/lib/pipeline/predict/crossing";
import { withDemand } from "@/lib/pipeline/predict/crossing-demand";
import { readCrossingHistory, type CrossingHistory } from "@/lib/pipeline/predict/crossing-history";
import { shippedCrossingModel } from "@/lib/pipeline/predict/shipped-crossing-model";

/** The model that ships, as the engine asks it: a history is read once, and asked at each step of it. */
export const crossingModel: CrossingModel = ({ series, demand, ...query }): CrossingReading => {
  const knownBefore = runningCount(series);
  let history: CrossingHistory | null = null;
  return (nowMs, horizonsMs) => {
    const windows = Math.min(series.values.length, Math.floor((nowMs - series.startMs) / series.stepMs));
    const haveSteps = knownBefore[Math.max(0, windows)]!;
    if (haveSteps < NEEDED_SAMPLES)
      return { kind: "insufficient-history", haveSteps, needSteps: NEEDED_SAMPLES };
    history ??= readHistory(series, demand, query);
    const read = history;
    const chances = crossingChances(shippedCrossingModel(), read, windows - 1, horizonsMs);
    const probabilities = horizonsMs.map((horizonMs, at) => ({ horizonMs, probability: chances[at]! }));
    return {
      kind: "probabilities",
      probabilities,
      explain: () => explain(read, windows - 1, horizonsMs, nowMs),
    };
  };
};

function readHistory(
  { values }: RegularSeries,
  demand: RegularSeries | null,
  { threshold, forSamples, fillsUp }: Omit<CrossingQuery, "series" | "demand">,
): CrossingHistory {
  const history = readCrossingHistory(values, threshold, forSamples, fillsUp);
  return demand === null ? history : withDemand(history, demand.values);
}

function explain(
  history: CrossingHistory,
  at: number,
  horizonsMs: readonly number[],
  nowMs: number,
): CrossingExplanation {
  const answer = crossingAt(shippedCrossingModel(), history, at, horizonsMs);
  if (answer.kind !== "forecast") return { crossing: null, contributions: [] }; // nobody asks while it is above
  const { crossing, contributions } = answer;
  return { crossing: crossing && atTimes(crossing, nowMs), contributions };
}

/** The model says times from now on; predictions say when. */
function atTimes(
  { medianMs, fromMs, toMs }: { readonly medianMs: number; readonly fromMs: number; readonly toMs: number },
  nowMs: number,
) {
  const at = (ms: number) => Math.round(nowMs + ms);
  return { medianMs: at(medianMs), fromMs: at(fromMs), toMs: at(toMs) };
}

function runningCount({ values }: RegularSeries): Int32Array {
  const counts = new Int32Array(values.length + 1);
  values.forEach((value, at) => (counts[at + 1] = counts[at]! + (Number.isNaN(value) ? 0 : 1)));
  return counts;
}

import { binColumns, edgesOf, fitBoostedTrees } from "../../lib/pipeline/predict/boosted-trees-fit";
import { LEARNED_HORIZONS } from "../../lib/pipeline/predict/crossing-history";
import type { CrossingModel, HorizonModel } from "../../lib/pipeline/predict/crossing-model";
import { seededRandom } from "../../lib/platform/seeded-random";
import type { LearnedRows } from "./alert-questions";

/** The rows of one series, for each learned horizon. */
export type SeriesRows = readonly LearnedRows[];

export const TRAINING_SEED = 20_261_128;
const TREES = {
  trees: 100,
  depth: 4,
  learningRate: 0.06,
  ridge: 10,
  leastCurvature: 2.5,
  rowShare: 0.5,
  featureShare: 0.4,
};
/** A series of n rows weighs like n^(1 − this): long ones do not drown the others. */
const EVENNESS = 0.5;
const GREATEST_WEIGHT = 3;

/** One model from such series; the same seed gives the same. */
export function trainCrossing(series: readonly SeriesRows[], seed: number): CrossingModel {
  return LEARNED_HORIZONS.map((_, horizon) => {
    const rows = series.map((one) => one[horizon]).filter(({ outcomes }) => outcomes.length > 0);
    return trainHorizon(rows, seededRandom(seed + horizon));
  });
}

function trainHorizon(series: readonly LearnedRows[], random: () => number): HorizonModel {
  const columns = series[0].columns.map((_, feature) => series.flatMap((one) => one.columns[feature]));
  const edges = columns.map(edgesOf);
  const outcomes = series.flatMap((one) => one.outcomes);
  const rows = {
    count: outcomes.length,
    bins: binColumns(columns, edges),
    outcomes,
    weights: series.flatMap((one) => rowWeights(one, outcomes.length / series.length)),
  };
  return { edges, trees: fitBoostedTrees(rows, { ...TREES, random }) };
}

function rowWeights({ outcomes }: LearnedRows, meanRows: number): number[] {
  const weight = Math.min(GREATEST_WEIGHT, (outcomes.length / meanRows) ** -EVENNESS);
  return outcomes.map(() => weight);
}

import { type BoostedTrees, type FeatureEdges, sumTrees } from "./boosted-trees";
import { fromLogOdds } from "./calibration";
import type { Climb } from "./crossing-climb";
import type { CrossingHistory } from "./crossing-history";
import { binRow, fillCrossingRows, newCrossingRows } from "./crossing-row";

/** Of one learned horizon. */
export interface HorizonModel {
  readonly edges: FeatureEdges;
  readonly trees: BoostedTrees;
}

/** In the order of LEARNED_HORIZONS. */
export type CrossingModel = readonly HorizonModel[];

const rows = newCrossingRows();
const bins = rows.map((row) => new Uint8Array(row.length));

/** The bins of each learned horizon at sample `at`; valid until the next call. */
export function crossingBins(
  model: CrossingModel,
  history: CrossingHistory,
  at: number,
  climb: Climb | null,
): readonly Uint8Array[] {
  fillCrossingRows(history, at, rows, climb);
  model.forEach(({ edges }, horizon) => binRow(edges, rows[horizon], bins[horizon]));
  return bins;
}

/** Probability that a breach starts within each learned horizon, of its bins; never less for a longer one. */
export function learnedProbabilities(model: CrossingModel, binned: readonly Uint8Array[]): number[] {
  let least = 0;
  return model.map((horizon, index) => {
    least = Math.max(least, fromLogOdds(sumTrees(horizon.trees, binned[index])));
    return least;
  });
}

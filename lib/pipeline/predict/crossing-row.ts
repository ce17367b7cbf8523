import { type FeatureEdges, binOf } from "./boosted-trees";
import { ANALOG_FEATURES, fillAnalogs } from "./crossing-analogs";
import { SHARED_FEATURES, fillSharedFeatures } from "./crossing-features";
import { CLIMB_FEATURES, climbAt, fillClimb } from "./crossing-climb";
import { type CrossingHistory, LEARNED_HORIZONS } from "./crossing-history";
import { OUTLOOK_FEATURES, fillOutlook } from "./crossing-outlook";
import { crossingState } from "./crossing-state";

/** The order of a row, the same for each learned horizon. */
export const CROSSING_FEATURES = [
  ...SHARED_FEATURES,
  ...ANALOG_FEATURES,
  ...OUTLOOK_FEATURES,
  ...CLIMB_FEATURES,
] as const;
export type CrossingFeature = (typeof CROSSING_FEATURES)[number];

const OWN = SHARED_FEATURES.length;
const OUTLOOK = OWN + ANALOG_FEATURES.length;
const CLIMB = OUTLOOK + OUTLOOK_FEATURES.length;

/** Writes the features at sample `at`, one row for each learned horizon. */
export function fillCrossingRows(
  history: CrossingHistory,
  at: number,
  rows: readonly Float64Array[],
  climb = climbAt(history, at),
): void {
  const state = crossingState(history, at);
  const [first, ...others] = rows;
  fillSharedFeatures(history, state, first, 0);
  for (const row of others) row.set(first.subarray(0, OWN));
  fillAnalogs(history, state, rows, OWN);
  rows.forEach((row, horizon) => {
    fillOutlook(history, state, horizon, row, OUTLOOK);
    fillClimb(climb, horizon, row, CLIMB);
  });
}

export function newCrossingRows(): Float64Array[] {
  return LEARNED_HORIZONS.map(() => new Float64Array(CROSSING_FEATURES.length));
}

export function binRow(edges: FeatureEdges, row: Float64Array, bins: Uint8Array): void {
  for (let feature = 0; feature < row.length; feature++) bins[feature] = binOf(edges[feature], row[feature]);
}

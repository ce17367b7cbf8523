import { type CrossingHistory, LEARNED_HORIZONS, SAMPLES_A_DAY } from "./crossing-history";
import type { CrossingState } from "./crossing-state";

export const ANALOG_FEATURES = ["analog", "analogHour", "analogWeight"] as const;

const MEMORY_SAMPLES = 14 * SAMPLES_A_DAY;
const STRIDE = 4;
const SLOPE_SAMPLES = 6;
/** Distances at which a past moment counts for a quarter. */
const GAP_SCALE = 0.3;
const SLOPE_SCALE = 0.3;
const HOUR_SCALE = 12;
/** Before anything is known of the series. */
const PRIOR_SHARE = 0.02;
const PRIOR_WEIGHT = 2;

/** What followed the calm moments of the last 14 days that were like this one: features for each learned horizon. */
export function fillAnalogs(
  history: CrossingHistory,
  state: CrossingState,
  rows: readonly Float64Array[],
  offset: number,
): void {
  const { at, spread } = state;
  const { level, slowLevel } = history;
  const { calm, onsets } = history.breaches;
  const horizons = LEARNED_HORIZONS.length;
  const hits = new Float64Array(horizons);
  const weights = new Float64Array(horizons);
  const hourHits = new Float64Array(horizons);
  const hourWeights = new Float64Array(horizons);
  const rise = level[at] - level[Math.max(0, at - SLOPE_SAMPLES)];
  const first = Math.max(SLOPE_SAMPLES, at - MEMORY_SAMPLES);
  for (let from = at - LEARNED_HORIZONS[0] - history.forSamples + 1; from >= first; from -= STRIDE) {
    if (!calm[from]) continue;
    const gap = (level[from] - level[at]) / (GAP_SCALE * spread);
    const slow = (slowLevel[from] - slowLevel[at]) / (2 * GAP_SCALE * spread);
    const slope = (level[from] - level[from - SLOPE_SAMPLES] - rise) / (SLOPE_SCALE * spread);
    const near = 1 / (1 + gap * gap + slope * slope + slow * slow);
    const weight = near * near;
    const away = (at - from) % SAMPLES_A_DAY;
    const hour = Math.min(away, SAMPLES_A_DAY - away) / HOUR_SCALE;
    const nearHour = 1 / (1 / near + hour * hour);
    const hourWeight = nearHour * nearHour;
    for (let h = 0; h < horizons; h++) {
      const until = from + LEARNED_HORIZONS[h];
      if (until + history.forSamples - 1 > at) break;
      weights[h] += weight;
      hourWeights[h] += hourWeight;
      if (onsets[until + 1] > onsets[from + 1]) {
        hits[h] += weight;
        hourHits[h] += hourWeight;
      }
    }
  }
  rows.forEach((row, h) => {
    row[offset] = (hits[h] + PRIOR_SHARE * PRIOR_WEIGHT) / (weights[h] + PRIOR_WEIGHT);
    row[offset + 1] = (hourHits[h] + PRIOR_SHARE * PRIOR_WEIGHT) / (hourWeights[h] + PRIOR_WEIGHT);
    row[offset + 2] = hourWeights[h];
  });
}

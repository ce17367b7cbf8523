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
  const followed = weighAnalogs(history, state);
  let weight = 0;
  let hourWeight = 0;
  for (let h = LEARNED_HORIZONS.length - 1; h >= 0; h--) {
    weight += followed.weight[h];
    hourWeight += followed.hourWeight[h];
    const row = rows[h];
    row[offset] = (followed.hits[h] + PRIOR_SHARE * PRIOR_WEIGHT) / (weight + PRIOR_WEIGHT);
    row[offset + 1] = (followed.hourHits[h] + PRIOR_SHARE * PRIOR_WEIGHT) / (hourWeight + PRIOR_WEIGHT);
    row[offset + 2] = hourWeight;
  }
}

/** Weights are summed by the longest horizon whose outcome is known, hits by each horizon that had one. */
function weighAnalogs(history: CrossingHistory, { at, spread }: CrossingState) {
  const { level, slowLevel, forSamples } = history;
  const { calm, onsets } = history.breaches;
  const [weight, hourWeight, hits, hourHits] = Array.from(
    { length: 4 },
    () => new Float64Array(LEARNED_HORIZONS.length),
  );
  const rise = level[at] - level[Math.max(0, at - SLOPE_SAMPLES)];
  const first = Math.max(SLOPE_SAMPLES, at - MEMORY_SAMPLES);
  let longest = 0;
  for (let from = at - LEARNED_HORIZONS[0] - forSamples + 1; from >= first; from -= STRIDE) {
    if (!calm[from]) continue;
    while (longest + 1 < weight.length && from + LEARNED_HORIZONS[longest + 1] + forSamples - 1 <= at)
      longest++;
    const gap = (level[from] - level[at]) / (GAP_SCALE * spread);
    const slow = (slowLevel[from] - slowLevel[at]) / (2 * GAP_SCALE * spread);
    const slope = (level[from] - level[from - SLOPE_SAMPLES] - rise) / (SLOPE_SCALE * spread);
    const away = (at - from) % SAMPLES_A_DAY;
    const hour = Math.min(away, SAMPLES_A_DAY - away) / HOUR_SCALE;
    const distance = 1 + gap * gap + slope * slope + slow * slow;
    const near = 1 / (distance * distance);
    const nearHour = 1 / (distance + hour * hour) ** 2;
    weight[longest] += near;
    hourWeight[longest] += nearHour;
    for (let h = longest; h >= 0 && onsets[from + LEARNED_HORIZONS[h] + 1] > onsets[from + 1]; h--) {
      hits[h] += near;
      hourHits[h] += nearHour;
    }
  }
  return { weight, hourWeight, hits, hourHits };
}

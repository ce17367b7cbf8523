import {
  type AtUsualDemand,
  carriedForward,
  type CrossingHistory,
  followProfile,
  runningSums,
  SAMPLES_A_DAY,
  smoothLevels,
} from "./crossing-history";

/** What demand does to a load is known from so much of the past; the newest day says nothing, so that a climb does not explain itself. */
const MEMORY_SAMPLES = 14 * SAMPLES_A_DAY;
/** Of its squares, by a straight line on demand. */
const LEAST_EXPLAINED = 0.5;

/**
 * With what the series would have been at the usual demand of each moment, which is its usual day: value − b × (demand − usual),
 * b by least squares over two weeks, up to the day before. Demand is of the same windows; NaN: not known. Each sample of what is
 * made depends on samples up to its own alone.
 */
export function withDemand(history: CrossingHistory, demand: Float64Array): CrossingHistory {
  const { excess } = history;
  const known = carriedForward(demand, 0);
  const usual = followProfile(smoothLevels(known).level).profile;
  const lineAt = linesThrough(known, excess);
  const relieved = excess.slice();
  const surplus = new Float64Array(excess.length);
  const isExplained = new Uint8Array(excess.length);
  for (let k = 2 * SAMPLES_A_DAY; k < excess.length; k++) {
    const { slope, explained } = lineAt(k - SAMPLES_A_DAY + 1);
    if (!(slope > 0) || explained < LEAST_EXPLAINED) continue;
    surplus[k] = slope * (known[k] - usual[k - SAMPLES_A_DAY]);
    relieved[k] -= surplus[k];
    isExplained[k] = Number.isNaN(demand[k]) ? 0 : 1;
  }
  const { profile } = followProfile(smoothLevels(relieved).level);
  const atUsualDemand: AtUsualDemand = { excess: relieved, profile, surplus, isExplained };
  return { ...history, atUsualDemand };
}

/** Least squares of y on x over the two weeks before sample `to`, made of running sums. */
function linesThrough(x: Float64Array, y: Float64Array) {
  const sums = [runningSums(x), runningSums(y)] as const;
  const products = new Float64Array(x.length + 1);
  for (let k = 0; k < x.length; k++) products[k + 1] = products[k] + x[k] * y[k];
  return (to: number) => {
    const from = Math.max(0, to - MEMORY_SAMPLES);
    const mean = (sum: Float64Array) => (sum[to] - sum[from]) / (to - from);
    const [meanX, meanY] = [mean(sums[0].sum), mean(sums[1].sum)];
    const powerX = mean(sums[0].sumOfSquares) - meanX * meanX;
    const powerY = mean(sums[1].sumOfSquares) - meanY * meanY;
    const shared = mean(products) - meanX * meanY;
    const isFlat = !(powerX > 0) || !(powerY > 0);
    return isFlat
      ? { slope: 0, explained: 0 }
      : { slope: shared / powerX, explained: (shared * shared) / (powerX * powerY) };
  };
}

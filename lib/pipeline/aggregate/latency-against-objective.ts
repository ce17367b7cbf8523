import type { Histogram } from "./histogram";

/** Apdex: up to this many times the objective a request is tolerable. (Apdex specification 1.1) */
const TOLERABLE_TIMES = 4;
const TOLERABLE_WEIGHT = 0.5;
const FULL_SCORE = 100;

export interface LatencyAgainstObjective {
  /** Share of requests slower than the objective. */
  readonly slowerRatio: number;
  /** 100 × Apdex; null where errors are not known, since then nobody knows how many of the quick answers failed. */
  readonly performanceScore: number | null;
}

/**
 * How a scope's latencies of the last 5 min stand to its objective T: (≤ T + ½ in (T, 4T]) ÷ all. Failed requests count
 * as frustrated; which of them were quick is not known, so they are taken to be as quick as the others.
 */
export function latencyAgainstObjective(
  latency: Histogram | null,
  objectiveMs: number,
  errorRatio: number | null,
): LatencyAgainstObjective | null {
  if (latency === null || latency.count <= 0) return null;
  const { count } = latency;
  const satisfied = latency.countAtOrBelow(objectiveMs);
  const tolerating = latency.countAtOrBelow(TOLERABLE_TIMES * objectiveMs) - satisfied;
  const slowerRatio = slowerThan(latency, objectiveMs);
  if (errorRatio === null) return { slowerRatio, performanceScore: null };
  const apdex = ((satisfied + TOLERABLE_WEIGHT * tolerating) / count) * (1 - errorRatio);
  return { slowerRatio, performanceScore: FULL_SCORE * Math.min(1, Math.max(0, apdex)) };
}

/** Share of requests slower than that; of none there is no share. */
export function slowerThan(latency: Histogram, thresholdMs: number): number {
  return Math.max(0, 1 - latency.countAtOrBelow(thresholdMs) / latency.count);
}

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, TIERS, WINDOW_MS, type Tier } from "@/lib/domain/window";

/** Steps that divide a day (or are whole days), so that points of two charts fall on the same instants. */
const STEPS_MS: readonly number[] = [
  ...[10, 20, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365].map((days) => days * DAY_MS),
];
/** Under this many samples a step, one sample more or less shows as a jump. */
const SAMPLES_A_STEP = 4;
/** A sender of once a window is learned as a little more or less than that. */
const SLOW_MS = 1.2 * WINDOW_MS;

export interface HistoryStep {
  readonly tier: Tier;
  readonly stepMs: number;
}

export interface HistoryStepQuery {
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  /** At most so many steps. */
  readonly points: number;
  /** How often the series behind it are sent; null where unknown. */
  readonly intervalMs: number | null;
  /** No step is finer; default: the finest tier's window. */
  readonly leastStepMs?: number;
}

/**
 * The finest step that makes at most `points` of the span, is kept back to its start, and holds enough samples of a slow
 * sender; and the coarsest tier whose windows make up such a step exactly.
 */
export function historyStep({
  fromMs,
  toMs,
  nowMs,
  points,
  intervalMs,
  leastStepMs = 0,
}: HistoryStepQuery): HistoryStep {
  const kept = TIERS.filter((tier) => fromMs >= nowMs - tier.keepMs);
  const tiers = kept.length > 0 ? kept : [TIERS[TIERS.length - 1]];
  const slow = intervalMs !== null && intervalMs > SLOW_MS ? intervalMs * SAMPLES_A_STEP : 0;
  const leastMs = Math.max(slow, leastStepMs, tiers[0].windowMs);
  const fits = (stepMs: number) =>
    stepMs >= leastMs && Math.ceil(toMs / stepMs) - Math.floor(fromMs / stepMs) <= points;
  const stepMs = STEPS_MS.find(fits) ?? Math.ceil((toMs - fromMs) / points / DAY_MS + 1) * DAY_MS;
  const tier = [...tiers].reverse().find((candidate) => stepMs % candidate.windowMs === 0) ?? tiers[0];
  return { tier, stepMs };
}

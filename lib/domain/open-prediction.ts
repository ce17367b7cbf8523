import type { Prediction } from "./prediction";
import { MINUTE_MS } from "./window";

/** Runs are a minute apart, of windows of 5 min: what is older is not of the present any more. */
export const ASSESSMENT_STALE_MS = 15 * MINUTE_MS;

/** "Within 1 h" says nothing any more once that hour is over and nobody has looked again. */
export function isOfPresent(
  { assessedMs, horizonMs }: Pick<Prediction, "assessedMs" | "horizonMs">,
  nowMs: number,
): boolean {
  return nowMs < assessedMs + horizonMs;
}

interface NewestRun {
  readonly assessedMs: number;
  readonly series: number;
  readonly silent: number;
}

/** Why nothing can be said of what breaks next; null: it can, so that no open prediction is good news. */
export function whyNotAssessed(
  run: NewestRun | null,
  nowMs: number,
): "insufficient-history" | "stale" | null {
  if (run === null) return "insufficient-history";
  if (nowMs - run.assessedMs > ASSESSMENT_STALE_MS) return "stale";
  return run.silent < run.series ? null : "insufficient-history";
}

/** As it was last assessed; null: nothing was said of that horizon. */
export function latestProbability({ latest }: Prediction, horizonMs: number): number | null {
  return latest.find((each) => each.horizonMs === horizonMs)?.calibrated ?? null;
}

/** Of the horizon that opened it, as it was last assessed. */
export function openProbability(prediction: Prediction): number {
  return latestProbability(prediction, prediction.horizonMs) ?? prediction.confidence;
}

import type { ForecastPoint, ForecastSubject } from "./forecast";

/** What was forecast of a step a day before, and what came. */
export interface HeldStep {
  /** Start of the step, Unix ms. */
  readonly timeMs: number;
  /** null: nothing was forecast a day before. */
  readonly expected: ForecastPoint | null;
  /** When that was made. */
  readonly madeMs: number | null;
  /** It was made later, from nothing that was stamped after `madeMs`. */
  readonly replayed: boolean;
  /** null: nothing was received, or the step is not over. */
  readonly actual: number | null;
}

/** How forecasts came true, over the steps of which both sides are known. */
export interface ForecastScore {
  readonly steps: number;
  /** So many of them by a replayed forecast. */
  readonly replayed: number;
  /** Of those, so many lay in the 80 % band; its ends belong to it. */
  readonly inside80: number;
  /** In the metric's own unit. */
  readonly meanAbsoluteError: number;
  /** The mean absolute error ÷ the mean of what came; null: nothing but zeros came. */
  readonly meanErrorRatio: number | null;
}

export interface ForecastAccuracy extends ForecastSubject {
  /** End of the newest step that is over. */
  readonly asOfMs: number;
  readonly demo: boolean;
  /** Oldest first, one a step. */
  readonly steps: readonly HeldStep[];
  /** null: of no step both sides are known. */
  readonly score: ForecastScore | null;
}

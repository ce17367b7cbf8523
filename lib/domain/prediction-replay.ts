export const REPLAY_STATES = ["running", "done", "cancelled", "failed"] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

/** The history, predicted afterwards step by step. */
export interface PredictionReplay {
  readonly id: string;
  readonly state: ReplayState;
  readonly fromMs: number;
  /** Where live predictions begin. */
  readonly toMs: number;
  /** All before it is done. */
  readonly cursorMs: number;
  /** Predictions that it opened. */
  readonly opened: number;
  readonly workedMs: number;
  readonly failures: number;
  readonly problem: string | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
}

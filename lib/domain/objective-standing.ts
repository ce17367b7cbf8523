/** How an objective stands: the worst that is true of it. */
export const OBJECTIVE_STATES = ["met", "slow-burn", "missed", "fast-burn", "unknown"] as const;
export type ObjectiveState = (typeof OBJECTIVE_STATES)[number];

/** What an objective lets fail over its window, and what of that is gone. */
export interface ErrorBudget {
  /** Share of requests that may be bad: 1 − objective. */
  readonly allowedRatio: number;
  /** Share of the budget that is spent; above 1: more than there was. */
  readonly spentRatio: number;
  /** 1 − spent; negative once more is spent than there was. */
  readonly remainingRatio: number;
  /** How long everything may fail, at the window's usual traffic, until it is spent; 0 once it is. */
  readonly outageMinutesLeft: number;
}

export interface SpanBurn {
  readonly spanMs: number;
  /** null: not known, for example without requests. */
  readonly burn: number | null;
}

/** A burn rule that fires, and how fast the budget burns over its long span. */
export interface FiringRule {
  readonly threshold: number;
  readonly longMs: number;
  readonly shortMs: number;
  readonly speed: "fast" | "slow";
  readonly burn: number;
}

/** How an objective stands in one place: its own, or (of one for everything) a region or a service under it. */
export interface ObjectiveStanding {
  readonly objectiveId: string;
  /** Of the objective that was judged: a standing of an older one says nothing of the present one. */
  readonly objectiveVersion: number;
  /** null: all. */
  readonly region: string | null;
  readonly service: string | null;
  readonly state: ObjectiveState;
  /** Share of requests over the window that were bad: failed, or slower than the objective. */
  readonly badRatio: number | null;
  /** Since how long there is data, at most the window; null: there is none. */
  readonly coveredMs: number | null;
  /** null: not known, or nothing may fail at all. */
  readonly budget: ErrorBudget | null;
  /** Over each standard span, shortest first. */
  readonly burns: readonly SpanBurn[];
  readonly firing: readonly FiringRule[];
  /** Until the budget is spent, if the last hour goes on; null: it does not burn faster than allowed, or nobody knows. */
  readonly exhaustionMs: number | null;
}

/** All standings of one moment. */
export interface ObjectiveAssessment {
  /** End of the newest window that they contain. */
  readonly asOfMs: number;
  /** True when any live signal behind them is the simulated fleet's. */
  readonly demo: boolean;
  readonly standings: readonly ObjectiveStanding[];
}

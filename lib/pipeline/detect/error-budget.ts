import type { ErrorBudget } from "@/lib/domain/objective-standing";
import { MINUTE_MS } from "@/lib/domain/window";
import { burnRate } from "./burn-rate";

export interface BudgetInput {
  /** Share of bad requests over the window. */
  readonly badRatio: number | null;
  /** Share of requests that should be good. */
  readonly goodRatio: number;
  readonly windowMs: number;
  /** Since how long there is data, at most the window. */
  readonly coveredMs: number | null;
}

/**
 * The error budget over an objective's window: 1 − objective of its requests. Spent is burn × time burnt ÷ window (SRE
 * Workbook, ch. 5, "budget consumed"), which over a whole window is bad ÷ allowed requests. The part of the window from
 * before there was data has spent nothing. null where nothing is known, or where the objective leaves no budget.
 */
export function errorBudget({ badRatio, goodRatio, windowMs, coveredMs }: BudgetInput): ErrorBudget | null {
  const allowedRatio = 1 - goodRatio;
  if (badRatio === null || coveredMs === null || !(allowedRatio > 0)) return null;
  const coveredShare = Math.min(1, coveredMs / windowMs);
  const spentRatio = burnRate(badRatio, goodRatio) * coveredShare;
  const remainingRatio = 1 - spentRatio;
  const outageMinutesLeft = (Math.max(0, remainingRatio) * allowedRatio * windowMs) / MINUTE_MS;
  return { allowedRatio, spentRatio, remainingRatio, outageMinutesLeft };
}

/** At this burn a window spends its budget exactly; what falls out of the window makes up for anything slower. */
const SUSTAINABLE_BURN = 1;

/**
 * How long the budget lasts if the last hour goes on: remaining × window ÷ burn (SRE Workbook, ch. 5, table 5-4: burn 10
 * spends 30 days' budget in 3). 0 once it is spent; null where it does not burn faster than allowed, or is not known.
 */
export function timeToExhaustionMs(
  budget: ErrorBudget | null,
  hourBurn: number | null,
  windowMs: number,
): number | null {
  if (budget === null) return null;
  if (budget.remainingRatio <= 0) return 0;
  if (hourBurn === null || hourBurn <= SUSTAINABLE_BURN) return null;
  return (budget.remainingRatio * windowMs) / hourBurn;
}

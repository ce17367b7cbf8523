import { DAY_MS, HOUR_MS, MINUTE_MS } from "./window";

/** Fires while the budget burns at least `burn` times as fast as allowed, over the long span and still over the short. */
export interface BurnRule {
  readonly burn: number;
  readonly longMs: number;
  readonly shortMs: number;
  /** "fast" pages somebody, "slow" is a ticket. */
  readonly speed: "fast" | "slow";
}

/** Multiwindow, multi-burn-rate alerts. (Google SRE Workbook, ch. 5, table 5-8) */
export const BURN_RULES: readonly BurnRule[] = [
  { burn: 14.4, longMs: HOUR_MS, shortMs: 5 * MINUTE_MS, speed: "fast" },
  { burn: 6, longMs: 6 * HOUR_MS, shortMs: 30 * MINUTE_MS, speed: "fast" },
  { burn: 3, longMs: DAY_MS, shortMs: 2 * HOUR_MS, speed: "slow" },
  { burn: 1, longMs: 3 * DAY_MS, shortMs: 6 * HOUR_MS, speed: "slow" },
];

/** The span whose burn the health score looks at, and the burn that takes all its points. */
export const SCORED_BURN_SPAN_MS = HOUR_MS;
export const WORST_SCORED_BURN = 14.4;

/** Every span that the rules need, shortest first. */
export const BURN_SPANS_MS: readonly number[] = [
  ...new Set(BURN_RULES.flatMap((rule) => [rule.shortMs, rule.longMs])),
].sort((a, b) => a - b);

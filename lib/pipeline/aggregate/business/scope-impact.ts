import type { RevenueAtRisk, ScopeImpact } from "@/lib/domain/business-snapshot";
import { BUSINESS_REASONS, missingWhere } from "./business-missing";
import { shareOfMoney } from "./revenue-at-risk";
import { aboveUsual, type UnhappyShares } from "./unhappy-shares";

export interface ImpactInput {
  readonly currency: string;
  readonly now: UnhappyShares;
  /** undefined: never seen before. */
  readonly usual: UnhappyShares | undefined;
  /** Of the whole region. */
  readonly activeUsers: number | null;
  /** Share of sessions that touch it, 0–1; of a region 1. */
  readonly reachRatio: number;
  /** What the region should bring per minute; null: not known. */
  readonly expectedPerMinute: number | null;
  readonly expectedBy: ScopeImpact["method"];
  readonly abandonmentRatio: number;
  /** Of a region as a whole: takes the place of expected money × shares. */
  readonly risk?: RevenueAtRisk | null;
}

const MONEY_FIELDS = ["money_at_risk_low", "money_at_risk_high"] as const;

/**
 * Users affected = active users of the region × share of requests that fail or are slow above the usual share × reach.
 * Money likewise, of what the region should bring.
 */
export function scopeImpact(input: ImpactInput): ScopeImpact {
  const { activeUsers, reachRatio, expectedPerMinute, risk } = input;
  const above = aboveUsual(input.now, input.usual);
  const { failed, frustrated } = above;
  const unhappy = failed === null ? null : Math.min(1, failed + (frustrated ?? 0));
  const usersAffected = unhappy === null || activeUsers === null ? null : activeUsers * unhappy * reachRatio;
  const byShares =
    expectedPerMinute === null
      ? null
      : shareOfMoney(expectedPerMinute * reachRatio, above, input.abandonmentRatio);
  const money = risk ? { low: risk.low, high: risk.high } : byShares;
  return {
    currency: input.currency,
    failedAboveUsual: failed,
    frustratedAboveUsual: frustrated,
    usersAffected,
    moneyAtRiskPerMinute: money,
    method: money === null ? null : methodOf(input),
    missing: [
      ...missingWhere(usersAffected, whyNoUsers(input), "users_affected"),
      ...missingWhere(money, whyNoMoney(input), ...MONEY_FIELDS),
    ],
  };
}

function methodOf({ risk, expectedBy }: ImpactInput): ScopeImpact["method"] {
  return risk && risk.method !== "mixed" ? risk.method : expectedBy;
}

function whyNoUsers(input: ImpactInput) {
  return input.activeUsers === null ? BUSINESS_REASONS.noUsers : whyNoShare(input);
}

function whyNoMoney(input: ImpactInput) {
  return input.expectedPerMinute === null ? BUSINESS_REASONS.noRevenue : whyNoShare(input);
}

function whyNoShare({ now }: ImpactInput) {
  return now.failed === null ? BUSINESS_REASONS.noFailures : BUSINESS_REASONS.noUsual;
}

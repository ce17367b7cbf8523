import type { ScopeImpact } from "@/lib/domain/business-snapshot";

/** What failing and slow requests do, as the contract has it; null: the cycle did not say. */
export function presentImpact(
  impact: Pick<ScopeImpact, "usersAffected" | "moneyAtRiskPerMinute"> | null,
): Record<"users_affected" | "money_at_risk_low" | "money_at_risk_high", number | null> {
  return {
    users_affected: impact?.usersAffected ?? null,
    money_at_risk_low: impact?.moneyAtRiskPerMinute?.low ?? null,
    money_at_risk_high: impact?.moneyAtRiskPerMinute?.high ?? null,
  };
}

import { expect, test } from "vitest";
import type { ScopeImpact } from "@/lib/domain/business-snapshot";
import { BUSINESS_REASONS, missingWhere } from "./business-missing";
import { totalImpact } from "./total-impact";

const impact = (users: number | null, high: number | null): ScopeImpact => ({
  ...{ currency: "EUR", failedAboveUsual: 0.1, frustratedAboveUsual: 0.2, usersAffected: users },
  moneyAtRiskPerMinute: high === null ? null : { low: high / 4, high },
  method: high === null ? null : "configured",
  missing: [
    ...missingWhere(users, BUSINESS_REASONS.noUsers, "users_affected"),
    ...missingWhere(high, BUSINESS_REASONS.noRevenue, "money_at_risk_low", "money_at_risk_high"),
  ],
});

test("a service's regions add up where they are known", () => {
  expect(totalImpact([impact(10, 40), impact(5, null), impact(null, 4)])).toEqual({
    ...{ currency: "EUR", failedAboveUsual: null, frustratedAboveUsual: null, usersAffected: 15 },
    ...{ moneyAtRiskPerMinute: { low: 11, high: 44 }, method: "configured", missing: [] },
  });
});

test("what no region knows stays null, with the reason", () => {
  const total = totalImpact([impact(10, null), impact(null, null)]);
  expect([total?.usersAffected, total?.moneyAtRiskPerMinute, total?.method]).toEqual([10, null, null]);
  expect(total?.missing.map(({ field }) => field)).toEqual(["money_at_risk_low", "money_at_risk_high"]);
  expect(totalImpact([])).toBeNull();
});

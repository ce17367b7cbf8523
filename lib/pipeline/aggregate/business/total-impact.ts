import type { ScopeImpact } from "@/lib/domain/business-snapshot";
import type { MissingFigure } from "@/lib/domain/missing-figure";

/** A service's impact over all its regions: sums of what is known; what is known of none is null, with a region's reason. */
export function totalImpact(impacts: readonly ScopeImpact[]): ScopeImpact | null {
  if (impacts.length === 0) return null;
  const users = impacts.flatMap(({ usersAffected }) => usersAffected ?? []);
  const money = impacts.flatMap(({ moneyAtRiskPerMinute }) => moneyAtRiskPerMinute ?? []);
  const methods = new Set(impacts.flatMap(({ method }) => method ?? []));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const usersAffected = users.length === 0 ? null : sum(users);
  const moneyAtRiskPerMinute =
    money.length === 0 ? null : { low: sum(money.map(({ low }) => low)), high: sum(money.map(({ high }) => high)) }; // prettier-ignore
  return {
    currency: impacts[0].currency,
    failedAboveUsual: null,
    frustratedAboveUsual: null,
    usersAffected,
    moneyAtRiskPerMinute,
    method: methods.size === 1 ? [...methods][0] : null,
    missing: stillMissing(impacts, usersAffected === null, moneyAtRiskPerMinute === null),
  };
}

function stillMissing(impacts: readonly ScopeImpact[], users: boolean, money: boolean): MissingFigure[] {
  const told = new Map(impacts.flatMap(({ missing }) => missing.map((one) => [one.field, one] as const)));
  return [...told.values()].filter(({ field }) => (field === "users_affected" ? users : money));
}

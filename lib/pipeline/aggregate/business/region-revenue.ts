import type { MissingFigure } from "@/lib/domain/missing-figure";
import type { RevenueAtRisk, ScopeImpact } from "@/lib/domain/business-snapshot";
import { BUSINESS_REASONS, missingWhere } from "./business-missing";
import { counterfactual, type Counterfactual } from "./counterfactual";
import { configuredRisk, measuredRisk, type AboveUsual } from "./revenue-at-risk";
import type { RevenueWeek } from "./weekly-revenue";

export interface RegionRevenueInput {
  /** What came now, per minute; null: nothing is sent, or it stopped. */
  readonly actualPerMinute: number | null;
  /** Whether revenue was ever sent. */
  readonly isSent: boolean;
  readonly weeks: readonly RevenueWeek[];
  /** What was forecast of the region a day before. */
  readonly forecast: Counterfactual | null;
  readonly configuredPerMinute: number | null;
  readonly above: AboveUsual;
  readonly abandonmentRatio: number;
}

export interface RegionRevenue {
  /** What the region should bring now. */
  readonly expectedPerMinute: number | null;
  readonly expectedBy: ScopeImpact["method"];
  readonly should: Counterfactual | null;
  readonly risk: RevenueAtRisk | null;
  /** Of `revenue_per_minute` and of the risk's fields. */
  readonly missing: readonly MissingFigure[];
}

const RISK_FIELDS = ["revenue_at_risk", "revenue_at_risk_low", "revenue_at_risk_high"] as const;

/**
 * What a region should bring a minute, and how much of it is at risk: where revenue is sent from the forecast of the day
 * before, until there is one from the weeks before; where neither is known, or nothing is sent, from the configured revenue and
 * the requests that fail or are slow.
 */
export function regionRevenue(input: RegionRevenueInput): RegionRevenue {
  const { actualPerMinute, configuredPerMinute, above, abandonmentRatio } = input;
  const should = input.isSent ? (input.forecast ?? counterfactual(input.weeks)) : null;
  const expectedPerMinute = should?.perMinute ?? configuredPerMinute;
  const expectedBy = should ? "counterfactual" : configuredPerMinute === null ? null : "configured";
  const configured =
    configuredPerMinute === null ? null : configuredRisk(configuredPerMinute, above, abandonmentRatio);
  const risk =
    should && actualPerMinute !== null
      ? measuredRisk(should, actualPerMinute, above, abandonmentRatio)
      : configured;
  return {
    ...{ expectedPerMinute, expectedBy, should, risk },
    missing: [
      ...missingWhere(actualPerMinute, whyNoRevenue(input), "revenue_per_minute"),
      ...missingWhere(risk, whyNoRisk(input), ...RISK_FIELDS),
    ],
  };
}

function whyNoRevenue({ isSent }: RegionRevenueInput) {
  return isSent ? BUSINESS_REASONS.staleRevenue : BUSINESS_REASONS.noRevenue;
}

function whyNoRisk(input: RegionRevenueInput) {
  if (input.configuredPerMinute !== null) return BUSINESS_REASONS.noFailures;
  if (!input.isSent) return BUSINESS_REASONS.noRevenue;
  return input.actualPerMinute === null ? BUSINESS_REASONS.staleRevenue : BUSINESS_REASONS.youngRevenue;
}

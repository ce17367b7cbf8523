import type { DeliveryFigures } from "./delivery";
import type { CompetitionFigures } from "./peer";
import type { MissingFigure } from "./missing-figure";

/** Money a minute, as a range: what is surely at risk, and what may be. */
export interface MoneyRange {
  readonly low: number;
  readonly high: number;
}

/**
 * How an amount of revenue at risk was made. `counterfactual`: what was forecast a day before, or, until there is such a
 * forecast, the median of the same minute of the last weeks, less what came. `configured`: configured revenue × requests that failed or were slow above the usual share. `mixed`: some regions
 * so, some so.
 */
export const RISK_METHODS = ["counterfactual", "configured", "mixed"] as const;
export type RiskMethod = (typeof RISK_METHODS)[number];

export interface RevenueAtRisk extends MoneyRange {
  /** The likeliest amount; for `configured` the middle of the range. */
  readonly mid: number;
  readonly method: RiskMethod;
  /** What the minute should bring. */
  readonly expectedPerMinute: number;
  /** What came, per minute; null where revenue is configured and not sent. */
  readonly actualPerMinute: number | null;
  /** How many of the last four weeks the expectation is made of; null where it is a forecast, or configured. */
  readonly weeks: number | null;
  /** When the forecast was made (of several the oldest); null where there is none. */
  readonly forecastAsOfMs: number | null;
  /** Of it: what slow answers may cost, expected revenue × frustrated above usual × abandonment; null: not known. */
  readonly slownessPerMinute: number | null;
}

/** What failing and slow requests of a region or of a service in one do to its users and their money. */
export interface ScopeImpact {
  readonly currency: string;
  /** Share of requests that fail above the usual share, 0–1; null: not known. */
  readonly failedAboveUsual: number | null;
  /** Share that is answered, but slower than 4 × the latency objective, above the usual share; null: not known. */
  readonly frustratedAboveUsual: number | null;
  readonly usersAffected: number | null;
  readonly moneyAtRiskPerMinute: MoneyRange | null;
  readonly method: Exclude<RiskMethod, "mixed"> | null;
  readonly missing: readonly MissingFigure[];
}

export interface CostFigures {
  readonly perHour: number;
  /** null without requests. */
  readonly perMillionRequests: number | null;
  /** Capacity in useful use at the target utilisation ÷ capacity paid for, 0–1; null: utilisation not known. */
  readonly efficiencyRatio: number | null;
  readonly servers: number;
}

/** The business figures of one region. */
export interface RegionBusiness {
  readonly currency: string;
  /** Measured; null where no revenue is sent. */
  readonly revenuePerMinute: number | null;
  readonly risk: RevenueAtRisk | null;
  readonly cost: CostFigures | null;
  readonly missing: readonly MissingFigure[];
}

/** Sums over the whole minutes of the last 24 h. */
export interface RiskDay {
  /** How many of the 1,440 minutes are known. */
  readonly minutes: number;
  /** Sum of the low ends. */
  readonly downtimeCost: number;
  /** Sum of the high ends. */
  readonly highCost: number;
  /** Sum of what slow answers may have cost; null where it was never known. */
  readonly slownessCost: number | null;
}

/** What customers do and say, over the last 24 h. */
export interface CustomerFigures {
  readonly newPerHour: number | null;
  readonly retainedRatio: number | null;
  /** As measured: now, else over the last 24 h. */
  readonly satisfiedRatio: number | null;
}

/** The world's business figures, made once a cycle. */
export interface BusinessFigures {
  readonly currency: string;
  readonly abandonmentRatio: number;
  /** What comes: measured where revenue is sent, else configured. */
  readonly revenuePerMinute: number | null;
  readonly revenueSource: "measured" | "configured" | "mixed" | null;
  readonly risk: RevenueAtRisk | null;
  /** Codes of regions with traffic whose revenue is neither sent nor configured. */
  readonly regionsWithoutRevenue: readonly string[];
  readonly riskDay: RiskDay | null;
  readonly usersAffected: number | null;
  readonly cost: CostFigures | null;
  /** null: each resource's alert threshold. */
  readonly targetUtilizationRatio: number | null;
  /** Codes of regions with servers and no price. */
  readonly regionsWithoutPrice: readonly string[];
  readonly delivery: DeliveryFigures | null;
  readonly customers: CustomerFigures;
  readonly competition: CompetitionFigures | null;
  readonly missing: readonly MissingFigure[];
}

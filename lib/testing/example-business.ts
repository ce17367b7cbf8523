import type { BusinessFigures, RegionBusiness, ScopeImpact } from "@/lib/domain/business-snapshot";

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** Every figure different from every other, so that a swapped field is seen. */
export const exampleBusiness: BusinessFigures = {
  currency: "EUR",
  abandonmentRatio: 0.3,
  revenuePerMinute: 48_500,
  revenueSource: "measured",
  risk: {
    ...{ low: 1_200, mid: 1_500, high: 1_900, method: "counterfactual", expectedPerMinute: 50_000 },
    ...{ actualPerMinute: 48_501, weeks: 4, forecastAsOfMs: null, slownessPerMinute: 210 },
  },
  regionsWithoutRevenue: ["ap-south-1"],
  riskDay: { minutes: 1_430, downtimeCost: 90_000, highCost: 140_000, slownessCost: 25_000 },
  usersAffected: 61_000,
  cost: { perHour: 812, perMillionRequests: 9.25, efficiencyRatio: 0.71, servers: 251 },
  targetUtilizationRatio: null,
  regionsWithoutPrice: ["sa-east-1"],
  delivery: {
    ...{
      windowMs: 30 * DAY_MS,
      deploymentsPerDay: 2.4,
      score: 81.25,
      unrecovered: 1,
      recoveryOf: "deployments",
    },
    keys: [
      { name: "deployment-frequency", value: 2.4, cluster: "elite", score: 100, events: 72 },
      { name: "lead-time", value: 26 * HOUR_MS, cluster: "high", score: 75, events: 70 },
      { name: "change-failure-rate", value: 0.125, cluster: "high", score: 75, events: 73 },
      { name: "recovery-time", value: 3 * HOUR_MS, cluster: "high", score: 75, events: 9 },
    ],
  },
  customers: { newPerHour: 340, retainedRatio: 0.88, satisfiedRatio: 0.93 },
  competition: {
    ...{ score: 59.5, latencyAdvantageRatio: 0.18, successAdvantageRatio: 0.2 },
    ...{ ownLatencyMs: 82, ownSuccessRatio: 0.999, peerLatencyMs: 100, peerSuccessRatio: 0.8325 },
    peers: ["Rival", "Incumbent"],
  },
  missing: [],
};

export const exampleImpact: ScopeImpact = {
  currency: "EUR",
  failedAboveUsual: 0.02,
  frustratedAboveUsual: 0.03,
  usersAffected: 60_000,
  moneyAtRiskPerMinute: { low: 1_201, high: 1_901 },
  method: "counterfactual",
  missing: [],
};

export const exampleRegionBusiness: RegionBusiness = {
  currency: "EUR",
  revenuePerMinute: 24_000,
  risk: exampleBusiness.risk,
  cost: { perHour: 406, perMillionRequests: 9.5, efficiencyRatio: 0.72, servers: 125 },
  missing: [],
};

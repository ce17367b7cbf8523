import { exampleImpact, exampleRegionBusiness } from "./example-business";
import type {
  CycleSnapshot,
  ExecutiveDashboardMetrics,
  ExecutiveReading,
  GlobalInfrastructureHealth,
  GlobalMetrics,
  LastWeekFigures,
  RegionalMetrics,
  ScopeFigures,
  ScopeHealth,
  ServiceMetrics,
  ServicePlace,
  ServiceTotals,
} from "@/lib/domain/snapshot";

export const EXAMPLE_AS_OF_MS = Date.UTC(2026, 10, 23, 12, 0, 0);
const NEWEST_SAMPLE_MS = EXAMPLE_AS_OF_MS - 1_500;

/** Every figure different from every other, so that a swapped field is seen. */
export const exampleFigures: ScopeFigures = {
  requestsPerSecond: 2_500,
  throughputPerSecond: 2_498,
  errorRatio: 0.0008,
  availabilityRatio: 0.9992,
  latencyP50Ms: 21,
  latencyP95Ms: 84,
  latencyP99Ms: 143,
  latencyInterpolated: false,
  latencyBounds: [],
  activeUsers: 1_200_000,
  cpuRatio: 0.65,
  memoryRatio: 0.7,
  diskRatio: 0.5,
  networkRatio: 0.4,
  connectionRatio: 0.6,
  servers: 250,
  databaseConnections: 125,
  cacheHitRatio: 0.94,
  loadBalancerHealthRatio: 0.99,
};

const health: ScopeHealth = {
  status: "degraded",
  statusBecause: "p99 is 143 ms, objective 150 ms.",
  statusSinceMs: EXAMPLE_AS_OF_MS - 720_000,
  healthScore: 88.5,
  penalties: [
    { name: "availability", points: 11.5, maxPoints: 50, because: "Burn over 1 h is 3.3 of 14.4." },
  ],
  performanceScore: 97.25,
};

const stamp = { asOfMs: EXAMPLE_AS_OF_MS, newestSampleMs: NEWEST_SAMPLE_MS, demo: true };

const exampleLastWeek: LastWeekFigures = {
  windowMs: EXAMPLE_AS_OF_MS - 604_800_000,
  requestsPerSecond: 2_400,
  activeUsers: 1_150_000,
  latencyP99Ms: 131,
  errorRatio: 0.0005,
  performanceScore: 97.9,
  satisfactionScore: 98.4,
  revenuePerMinute: 51_000,
};

export function exampleGlobal(change: Partial<GlobalMetrics> = {}): GlobalMetrics {
  const currency = "EUR";
  return {
    ...stamp,
    ...exampleFigures,
    ...health,
    currency,
    lastWeek: exampleLastWeek,
    missing: [],
    ...change,
  };
}

export function exampleRegion(region: string, change: Partial<RegionalMetrics> = {}): RegionalMetrics {
  return {
    ...stamp,
    ...exampleFigures,
    ...health,
    region,
    stale: false,
    lastWeek: exampleLastWeek,
    impact: exampleImpact,
    business: exampleRegionBusiness,
    missing: [],
    ...change,
  };
}

export function exampleService(
  region: string,
  service: string,
  change: Partial<ServiceMetrics> = {},
): ServiceMetrics {
  return {
    ...stamp,
    ...exampleFigures,
    ...health,
    region,
    service,
    stale: false,
    impact: exampleImpact,
    ...change,
  };
}

export function examplePlace(region: string, change: Partial<ServicePlace> = {}): ServicePlace {
  const { requestsPerSecond, errorRatio, latencyP99Ms } = exampleFigures;
  const { status, statusBecause, healthScore } = health;
  const figures = { requestsPerSecond, errorRatio, latencyP99Ms };
  return { region, status, statusBecause, healthScore, ...figures, stale: false, ...change };
}

export function exampleTotals(service: string, change: Partial<ServiceTotals> = {}): ServiceTotals {
  const places = [examplePlace("eu-west-1"), examplePlace("us-east-1")];
  return {
    ...stamp,
    ...exampleFigures,
    ...health,
    service,
    stale: false,
    places,
    impact: exampleImpact,
    missing: [],
    ...change,
  };
}

export function exampleExecutive(change: Partial<ExecutiveDashboardMetrics> = {}): ExecutiveDashboardMetrics {
  return {
    ...stamp,
    status: "degraded",
    headline: "us-east-1 is slow. Everything else is healthy.",
    headlineParts: [
      { text: "us-east-1", evidence: { kind: "region", region: "us-east-1" } },
      { text: " is slow. Everything else is healthy.", evidence: null },
    ],
    detailParts: [{ text: "p99 143 ms", evidence: { kind: "metric", metric: "latency_p99" } }],
    activeUsers: 1_200_000,
    revenueImpactPerMinute: null,
    customerSatisfactionScore: null,
    satisfactionEstimate: 97.25,
    systemAvailabilityRatio: 0.9991,
    availabilityWindowMs: 3_600_000,
    availabilityObjectiveRatio: 0.999,
    availabilityObjectiveWindowMs: 2_592_000_000,
    latencyP99ObjectiveMs: 160,
    errorBudgetLeftRatio: 0.1,
    performanceScore: 97.5,
    securityIncidents: 0,
    costEfficiency: null,
    innovationVelocity: null,
    competitiveAdvantageScore: null,
    business: null,
    attention: [
      {
        kind: "objective-missed",
        severity: "high",
        region: "us-east-1",
        service: null,
        text: "p99 is high.",
        usersAffected: null,
        moneyAtRiskPerMinute: null,
        moneyMethod: null,
        prediction: null,
        incident: null,
      },
      {
        kind: "prediction",
        severity: "medium",
        region: "eu-west-1",
        service: null,
        text: "CPU in eu-west-1 is likely to rise above 80 %: 63 % within 4 h.",
        usersAffected: null,
        moneyAtRiskPerMinute: { low: 0, high: 9_000 },
        moneyMethod: "From nothing to what is lost if every answer is too slow.",
        prediction: { id: "example", probability: 0.63 },
        incident: null,
      },
    ],
    missing: [{ field: "revenue_impact", reason: "not-configured", remedy: "Send a revenue metric." }],
    ...change,
  };
}

/** As it is read: beside it what was stored a week before. */
export function exampleExecutiveReading(change: Partial<ExecutiveReading> = {}): ExecutiveReading {
  return { lastWeek: null, ...exampleExecutive(change), ...change };
}

export function exampleInfrastructure(
  change: Partial<GlobalInfrastructureHealth> = {},
): GlobalInfrastructureHealth {
  return {
    ...stamp,
    overallHealthScore: 88.5,
    status: "degraded",
    regionalHealth: { "us-east-1": 88.5, "eu-west-1": null },
    serviceHealth: { checkout: 91 },
    criticalAlerts: 2,
    activeIncidents: 2,
    systemCapacityUtilizationRatio: 0.7,
    missing: [{ field: "critical_alerts", reason: "no-data", remedy: "No telemetry yet." }],
    ...change,
  };
}

/** One cycle's result with two regions and two services. */
export function exampleCycle(asOfMs: number = EXAMPLE_AS_OF_MS): CycleSnapshot {
  const at = { asOfMs };
  return {
    asOfMs,
    global: exampleGlobal(at),
    regions: [exampleRegion("eu-west-1", at), exampleRegion("us-east-1", at)],
    services: [
      exampleService("eu-west-1", "checkout", at),
      exampleService("us-east-1", "checkout", at),
      exampleService("us-east-1", "search", at),
    ],
    serviceTotals: [exampleTotals("checkout", at), exampleTotals("search", at)],
    executive: exampleExecutive(at),
    infrastructure: exampleInfrastructure(at),
  };
}

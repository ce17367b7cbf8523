import type { BusinessFigures, MoneyRange, RegionBusiness, ScopeImpact } from "./business-snapshot";
import type { MissingFigure } from "./missing-figure";
import type { SentencePart } from "./sentence";

/**
 * What the worker stores each cycle: the present, as the pages show it. Latencies in ms, ratios 0–1, scores 0–100;
 * null = not known, with the reason in `missing`.
 */
export type Status = "healthy" | "degraded" | "critical" | "down" | "unknown";

export type { MissingFigure };

/** The edges of the buckets between which an interpolated percentile lies for certain; `highMs` null: no upper edge. */
export interface LatencyBound {
  readonly percentile: number;
  readonly lowMs: number;
  readonly highMs: number | null;
}

/** The figures that every scope (world, region, service in a region) has. */
export interface ScopeFigures {
  readonly requestsPerSecond: number | null;
  readonly throughputPerSecond: number | null;
  readonly errorRatio: number | null;
  readonly availabilityRatio: number | null;
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
  readonly latencyP99Ms: number | null;
  /** True where classic `le` buckets took part, whose percentiles are interpolated. */
  readonly latencyInterpolated: boolean;
  /** One each of p50, p95 and p99 where they are interpolated, else none. */
  readonly latencyBounds: readonly LatencyBound[];
  readonly activeUsers: number | null;
  readonly cpuRatio: number | null;
  readonly memoryRatio: number | null;
  readonly diskRatio: number | null;
  readonly networkRatio: number | null;
  readonly connectionRatio: number | null;
  readonly servers: number | null;
  readonly databaseConnections: number | null;
  readonly cacheHitRatio: number | null;
  readonly loadBalancerHealthRatio: number | null;
}

/** A named deduction from 100; the parts always add up to the score. */
export interface HealthPenalty {
  readonly name: "availability" | "latency" | "saturation" | "incidents";
  readonly points: number;
  readonly maxPoints: number;
  /** One sentence with the figures behind it. */
  readonly because: string;
}

export interface ScopeHealth {
  readonly status: Status;
  /** One sentence: which rule made the status. */
  readonly statusBecause: string;
  /** Since when it is so, Unix ms; null where that is not known. */
  readonly statusSinceMs: number | null;
  /** null while unknown. */
  readonly healthScore: number | null;
  readonly penalties: readonly HealthPenalty[];
  /** 100 × Apdex. */
  readonly performanceScore: number | null;
}

export interface SnapshotStamp {
  /** End of the newest window that the figures contain. */
  readonly asOfMs: number;
  /** Time of the newest sample behind the figures; null when there never was one. */
  readonly newestSampleMs: number | null;
  /** True when any live part of it came with a key marked as demo. */
  readonly demo: boolean;
}

/** The same figures a week before, over 5 min; null = not known. */
export interface LastWeekFigures {
  /** Start of those 5 min, Unix ms. */
  readonly windowMs: number;
  readonly requestsPerSecond: number | null;
  readonly activeUsers: number | null;
  readonly latencyP99Ms: number | null;
  readonly errorRatio: number | null;
  /** 100 × Apdex. */
  readonly performanceScore: number | null;
  readonly satisfactionScore: number | null;
  readonly revenuePerMinute: number | null;
}

export interface GlobalMetrics extends SnapshotStamp, ScopeFigures, ScopeHealth {
  /** ISO 4217 code of the amounts; null: not in rows of versions that did not know it yet. */
  readonly currency: string | null;
  readonly lastWeek: LastWeekFigures | null;
  readonly missing: readonly MissingFigure[];
}
export interface RegionalMetrics extends SnapshotStamp, ScopeFigures, ScopeHealth {
  readonly region: string;
  readonly stale: boolean;
  readonly lastWeek: LastWeekFigures | null;
  /** null: not in rows of versions that did not know it yet. */
  readonly impact: ScopeImpact | null;
  readonly business: RegionBusiness | null;
  readonly missing: readonly MissingFigure[];
}
export interface ServiceMetrics extends SnapshotStamp, ScopeFigures, ScopeHealth {
  readonly region: string;
  readonly service: string;
  readonly stale: boolean;
  readonly impact: ScopeImpact | null;
}
/** What a service does in one region, in brief. */
export type ServicePlace = Pick<
  ServiceMetrics,
  | "region"
  | "status"
  | "statusBecause"
  | "healthScore"
  | "requestsPerSecond"
  | "errorRatio"
  | "latencyP99Ms"
  | "stale"
>;
/** A service over all its regions: sums, and percentiles of its regions' merged histograms. */
export interface ServiceTotals extends SnapshotStamp, ScopeFigures, ScopeHealth {
  readonly service: string;
  readonly stale: boolean;
  /** Sums over the regions where they are known. */
  readonly impact: ScopeImpact | null;
  /** By code. */
  readonly places: readonly ServicePlace[];
  readonly missing: readonly MissingFigure[];
}
/** An incident in the list, with the predictions that it stands for. */
export interface AttentionIncident {
  readonly id: string;
  readonly number: number;
  readonly predictions: readonly ForetoldCost[];
}
/** What a prediction costs a minute if it comes true. */
export interface ForetoldCost {
  readonly id: string;
  readonly moneyAtRiskPerMinute: MoneyRange | null;
  readonly moneyMethod: string | null;
}
export interface AttentionItem {
  readonly kind: "objective-missed" | "stale-source" | "prediction" | "incident";
  readonly severity: "critical" | "high" | "medium" | "low" | "info";
  readonly region: string | null;
  readonly service: string | null;
  readonly text: string;
  readonly usersAffected: number | null;
  /** Of a prediction: if it comes true. */
  readonly moneyAtRiskPerMinute: MoneyRange | null;
  /** How the money of a prediction is made; null: it is that of the scope's impact, or there is none. */
  readonly moneyMethod: string | null;
  /** null: it is so now. */
  readonly prediction: { readonly id: string; readonly probability: number } | null;
  /** null: it is no incident. */
  readonly incident: AttentionIncident | null;
}
export interface ExecutiveDashboardMetrics extends SnapshotStamp {
  readonly status: Status;
  readonly headline: string;
  /** The same, each number with its evidence. */
  readonly headlineParts: readonly SentencePart[];
  /** The line below it: since when, after what, whose. */
  readonly detailParts: readonly SentencePart[];
  readonly activeUsers: number | null;
  /** The likeliest amount; its range and method are in `business.risk`. */
  readonly revenueImpactPerMinute: number | null;
  readonly customerSatisfactionScore: number | null;
  /** 100 × Apdex, always an estimate. */
  readonly satisfactionEstimate: number | null;
  /** Over the objective's window, or as long as there is data. */
  readonly systemAvailabilityRatio: number | null;
  readonly availabilityWindowMs: number | null;
  /** What is promised of the whole platform; null: not in rows of versions that did not know it yet. */
  readonly availabilityObjectiveRatio: number | null;
  readonly availabilityObjectiveWindowMs: number | null;
  readonly latencyP99ObjectiveMs: number | null;
  /** 1 = nothing of it is spent, under 0 = overspent; over the same time as the availability. */
  readonly errorBudgetLeftRatio: number | null;
  readonly performanceScore: number | null;
  readonly securityIncidents: number | null;
  readonly costEfficiency: number | null;
  readonly innovationVelocity: number | null;
  readonly competitiveAdvantageScore: number | null;
  /** What the business figures are made of; null: not in rows of versions that did not know it yet. */
  readonly business: BusinessFigures | null;
  /** By money at risk or to be expected, then by status and traffic, then what is predicted. */
  readonly attention: readonly AttentionItem[];
  readonly missing: readonly MissingFigure[];
}
/** What was stored as the present a week earlier, of the figures that no roll-up tells. */
export interface ExecutiveLastWeek {
  /** When that was. */
  readonly asOfMs: number;
  /** Over the objective's window that ended then. */
  readonly systemAvailabilityRatio: number | null;
  /** The likeliest amount. */
  readonly revenueImpactPerMinute: number | null;
}
export interface ExecutiveReading extends ExecutiveDashboardMetrics {
  /** null: no cycle ran at that time. */
  readonly lastWeek: ExecutiveLastWeek | null;
}
export interface GlobalInfrastructureHealth extends SnapshotStamp {
  readonly overallHealthScore: number | null;
  readonly status: Status;
  readonly regionalHealth: Readonly<Record<string, number | null>>;
  /** The worst of its regions. */
  readonly serviceHealth: Readonly<Record<string, number | null>>;
  /** Scopes that are critical or down now, and predictions of the next half hour; null: nothing could be judged. */
  readonly criticalAlerts: number | null;
  readonly activeIncidents: number | null;
  /** The highest region's worst of cpu, memory, disk, connections. */
  readonly systemCapacityUtilizationRatio: number | null;
  readonly missing: readonly MissingFigure[];
}
/** One monitoring cycle's result, stored as one transaction. */
export interface CycleSnapshot {
  readonly asOfMs: number;
  readonly global: GlobalMetrics;
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
  /** By name. */
  readonly serviceTotals: readonly ServiceTotals[];
  readonly executive: ExecutiveDashboardMetrics;
  readonly infrastructure: GlobalInfrastructureHealth;
}

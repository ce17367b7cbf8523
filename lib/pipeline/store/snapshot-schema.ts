import { z } from "zod";
import { sentencePartSchema } from "@/lib/contracts/sentence";
import type {
  ExecutiveDashboardMetrics,
  GlobalInfrastructureHealth,
  GlobalMetrics,
  RegionalMetrics,
  ServiceMetrics,
  ServiceTotals,
} from "@/lib/domain/snapshot";
import {
  businessFiguresSchema,
  moneyRangeSchema,
  regionBusinessSchema,
  scopeImpactSchema,
} from "./business-snapshot-schema";

/** What is stored as JSON is parsed when it is read: a row of another version fails loudly instead of drawing nonsense. */
const figure = z.number().nullable();
const status = z.enum(["healthy", "degraded", "critical", "down", "unknown"]);
const missing = z.array(
  z.object({
    field: z.string(),
    reason: z.enum(["not-configured", "no-data", "stale", "insufficient-history"]),
    remedy: z.string(),
  }),
);
const stamp = { asOfMs: z.number(), newestSampleMs: figure, demo: z.boolean() };
const figures = {
  requestsPerSecond: figure,
  throughputPerSecond: figure,
  errorRatio: figure,
  availabilityRatio: figure,
  latencyP50Ms: figure,
  latencyP95Ms: figure,
  latencyP99Ms: figure,
  latencyInterpolated: z.boolean(),
  /** Not in rows of versions that did not know them yet. */
  latencyBounds: z.array(z.object({ percentile: z.number(), lowMs: z.number(), highMs: figure })).default([]),
  activeUsers: figure,
  cpuRatio: figure,
  memoryRatio: figure,
  diskRatio: figure,
  networkRatio: figure,
  connectionRatio: figure,
  servers: figure,
  databaseConnections: figure,
  cacheHitRatio: figure,
  loadBalancerHealthRatio: figure,
};
const health = {
  status,
  statusBecause: z.string(),
  /** Not in rows of versions that did not know it yet. */
  statusSinceMs: figure.default(null),
  healthScore: figure,
  penalties: z.array(
    z.object({
      name: z.enum(["availability", "latency", "saturation", "incidents"]),
      points: z.number(),
      maxPoints: z.number(),
      because: z.string(),
    }),
  ),
  performanceScore: figure,
};

/** Not in rows of versions that did not know it yet. */
const lastWeek = z
  .object({
    windowMs: z.number(),
    requestsPerSecond: figure,
    activeUsers: figure,
    latencyP99Ms: figure,
    errorRatio: figure,
    performanceScore: figure,
    satisfactionScore: figure,
    revenuePerMinute: figure,
  })
  .nullable()
  .default(null);

export const globalMetricsSchema = z.object({
  ...stamp,
  ...figures,
  ...health,
  currency: z.string().nullable().default(null),
  lastWeek,
  missing,
});
export const regionalMetricsSchema = z.object({
  ...stamp,
  ...figures,
  ...health,
  region: z.string(),
  stale: z.boolean(),
  lastWeek,
  impact: scopeImpactSchema.nullable().default(null),
  business: regionBusinessSchema.nullable().default(null),
  missing,
});
export const serviceMetricsSchema = z.object({
  ...stamp,
  ...figures,
  ...health,
  region: z.string(),
  service: z.string(),
  stale: z.boolean(),
  impact: scopeImpactSchema.nullable().default(null),
});
export const serviceTotalsSchema = z.object({
  ...stamp,
  ...figures,
  ...health,
  service: z.string(),
  stale: z.boolean(),
  impact: scopeImpactSchema.nullable().default(null),
  places: z.array(
    z.object({
      region: z.string(),
      status,
      statusBecause: z.string(),
      healthScore: figure,
      requestsPerSecond: figure,
      errorRatio: figure,
      latencyP99Ms: figure,
      stale: z.boolean(),
    }),
  ),
  missing,
});
export const executiveSchema = z.object({
  ...stamp,
  status,
  headline: z.string(),
  /** Not in rows of versions that did not know them yet. */
  headlineParts: z.array(sentencePartSchema).default([]),
  detailParts: z.array(sentencePartSchema).default([]),
  activeUsers: figure,
  revenueImpactPerMinute: figure,
  customerSatisfactionScore: figure,
  satisfactionEstimate: figure,
  systemAvailabilityRatio: figure,
  availabilityWindowMs: figure,
  /** Not in rows of versions that did not know them yet. */
  availabilityObjectiveRatio: figure.default(null),
  availabilityObjectiveWindowMs: figure.default(null),
  latencyP99ObjectiveMs: figure.default(null),
  errorBudgetLeftRatio: figure.default(null),
  performanceScore: figure,
  securityIncidents: figure,
  costEfficiency: figure,
  innovationVelocity: figure,
  competitiveAdvantageScore: figure,
  business: businessFiguresSchema.nullable().default(null),
  attention: z.array(
    z.object({
      kind: z.enum(["objective-missed", "stale-source", "prediction", "incident"]),
      severity: z.enum(["critical", "high", "medium", "low", "info"]),
      region: z.string().nullable(),
      service: z.string().nullable(),
      text: z.string(),
      usersAffected: figure.default(null),
      moneyAtRiskPerMinute: moneyRangeSchema.nullable().default(null),
      moneyMethod: z.string().nullable().default(null),
      prediction: z.object({ id: z.string(), probability: z.number() }).nullable().default(null),
      incident: z
        .object({
          id: z.string(),
          number: z.number(),
          predictions: z.array(
            z.object({
              id: z.string(),
              moneyAtRiskPerMinute: moneyRangeSchema.nullable(),
              moneyMethod: z.string().nullable(),
            }),
          ),
        })
        .nullable()
        .default(null),
    }),
  ),
  missing,
});
export const infrastructureSchema = z.object({
  ...stamp,
  overallHealthScore: figure,
  status,
  regionalHealth: z.record(z.string(), figure),
  serviceHealth: z.record(z.string(), figure),
  criticalAlerts: figure,
  activeIncidents: figure,
  systemCapacityUtilizationRatio: figure,
  missing,
});

/** The schemas are the domain's types, field by field: this fails to compile when they drift apart. */
export const SNAPSHOT_SCHEMAS = {
  global: globalMetricsSchema,
  regional: regionalMetricsSchema,
  service: serviceMetricsSchema,
  serviceTotals: serviceTotalsSchema,
  executive: executiveSchema,
  infrastructure: infrastructureSchema,
} satisfies {
  global: z.ZodType<GlobalMetrics>;
  regional: z.ZodType<RegionalMetrics>;
  service: z.ZodType<ServiceMetrics>;
  serviceTotals: z.ZodType<ServiceTotals>;
  executive: z.ZodType<ExecutiveDashboardMetrics>;
  infrastructure: z.ZodType<GlobalInfrastructureHealth>;
};

import { z } from "zod";
import {
  RISK_METHODS,
  type BusinessFigures,
  type RegionBusiness,
  type ScopeImpact,
} from "@/lib/domain/business-snapshot";
import { DELIVERY_KEYS, DORA_CLUSTERS, RECOVERY_SOURCES } from "@/lib/domain/delivery";

/** The business part of what a cycle stores; see snapshot-schema.ts. */
const figure = z.number().nullable();
const codes = z.array(z.string());
const missing = z.array(
  z.object({
    field: z.string(),
    reason: z.enum(["not-configured", "no-data", "stale", "insufficient-history"]),
    remedy: z.string(),
  }),
);

export const moneyRangeSchema = z.object({ low: z.number(), high: z.number() });
const risk = moneyRangeSchema
  .extend({
    mid: z.number(),
    method: z.enum(RISK_METHODS),
    expectedPerMinute: z.number(),
    actualPerMinute: figure,
    weeks: figure,
    /** Not in rows of versions that did not know it yet. */
    forecastAsOfMs: figure.default(null),
    slownessPerMinute: figure,
  })
  .nullable();
const cost = z
  .object({ perHour: z.number(), perMillionRequests: figure, efficiencyRatio: figure, servers: z.number() })
  .nullable();

export const scopeImpactSchema = z.object({
  currency: z.string(),
  failedAboveUsual: figure,
  frustratedAboveUsual: figure,
  usersAffected: figure,
  moneyAtRiskPerMinute: moneyRangeSchema.nullable(),
  method: z.enum(["counterfactual", "configured"]).nullable(),
  missing,
}) satisfies z.ZodType<ScopeImpact>;

export const regionBusinessSchema = z.object({
  currency: z.string(),
  revenuePerMinute: figure,
  risk,
  cost,
  missing,
}) satisfies z.ZodType<RegionBusiness>;

const delivery = z
  .object({
    windowMs: z.number(),
    deploymentsPerDay: z.number(),
    keys: z.array(
      z.object({
        name: z.enum(DELIVERY_KEYS),
        value: z.number(),
        cluster: z.enum(DORA_CLUSTERS).nullable(),
        score: z.number(),
        events: z.number(),
      }),
    ),
    score: z.number(),
    unrecovered: z.number(),
    /** Not in rows of versions that did not know it yet. */
    recoveryOf: z.enum(RECOVERY_SOURCES).nullable().default(null),
  })
  .nullable();

const competition = z
  .object({
    score: z.number(),
    latencyAdvantageRatio: figure,
    successAdvantageRatio: figure,
    ownLatencyMs: figure,
    ownSuccessRatio: figure,
    peerLatencyMs: figure,
    peerSuccessRatio: figure,
    peers: codes,
  })
  .nullable();

export const businessFiguresSchema = z.object({
  currency: z.string(),
  abandonmentRatio: z.number(),
  revenuePerMinute: figure,
  revenueSource: z.enum(["measured", "configured", "mixed"]).nullable(),
  risk,
  regionsWithoutRevenue: codes,
  riskDay: z
    .object({ minutes: z.number(), downtimeCost: z.number(), highCost: z.number(), slownessCost: figure })
    .nullable(),
  usersAffected: figure,
  cost,
  targetUtilizationRatio: figure,
  regionsWithoutPrice: codes,
  delivery,
  customers: z.object({ newPerHour: figure, retainedRatio: figure, satisfiedRatio: figure }),
  competition,
  missing,
}) satisfies z.ZodType<BusinessFigures>;

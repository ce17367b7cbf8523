import * as z from "zod";
import { RISK_METHODS } from "@/lib/domain/business-snapshot";
import { DELIVERY_KEYS, DORA_CLUSTERS, DORA_REPORT, RECOVERY_SOURCES } from "@/lib/domain/delivery";
import { successSchema } from "./envelope";
import {
  amount,
  isoTime,
  latencyMs,
  money,
  percent,
  perDay,
  perHour,
  relativePercent,
  score,
} from "./figure";
import { figuresTimestamp } from "./scope-health";

const AT_RISK = "Revenue at risk per minute";
const DAY = "summed over the whole minutes of the last 24 h";

export const deliveryKeySchema = z
  .object({
    name: z.enum(DELIVERY_KEYS),
    value: z.number().meta({ description: "Deployments a day, seconds, a ratio 0–1, seconds" }),
    cluster: z
      .enum(DORA_CLUSTERS)
      .nullable()
      .meta({ description: "The best cluster whose published figure it meets; null: it meets none" }),
    score: z.number().meta({ description: "100 elite, 75 high, 50 medium, 25 low, 0 none" }),
    events: z.int().meta({ description: "How many events it is made of" }),
  })
  .meta({ id: "DeliveryKey", description: `One of DORA's four keys against the clusters of ${DORA_REPORT}` });
export type DeliveryKeyContract = z.infer<typeof deliveryKeySchema>;

const deliverySchema = z
  .object({
    window_seconds: z.number().meta({ description: "30 days, or as long as there are deployments" }),
    clusters_of: z.string().meta({ description: "The report whose clusters are used" }),
    keys: z.array(deliveryKeySchema).meta({ description: "Those that are known" }),
    recovery_of: z.enum(RECOVERY_SOURCES).nullable().meta({
      description:
        "What the recovery time is of: incidents of at least medium severity that users felt and that are resolved, else failed deployments; null: it is not known",
    }),
    unrecovered: z.int().meta({ description: "Failures that nothing has mended yet; in no recovery time" }),
  })
  .meta({ id: "Delivery", description: "DORA's four keys of production" });

const competitionSchema = z
  .object({
    own_latency_ms: latencyMs("Our own median time to first byte"),
    own_success: percent("Our own probes that were answered well"),
    peer_latency_ms: latencyMs("Median over the peers"),
    peer_success: percent("Median over the peers"),
    latency_advantage: relativePercent("(median peer − ours) ÷ median peer; positive: we are quicker"),
    success_advantage: relativePercent("(ours − median peer) ÷ median peer"),
    peers: z.array(z.string()).meta({ description: "The peers compared with" }),
  })
  .meta({ id: "Competition", description: "Ourselves against named peers" });

export const businessImpactSchema = z
  .object({
    timestamp: figuresTimestamp,
    revenue_per_minute: money("What comes: measured where revenue is sent, else as configured"),
    revenue_source: z.enum(["measured", "configured", "mixed"]).nullable(),
    revenue_expected_per_minute: money("What this minute should bring, of the regions whose risk is known"),
    revenue_at_risk: money(`${AT_RISK}: the likeliest amount`),
    revenue_at_risk_low: money(`${AT_RISK}: low end`),
    revenue_at_risk_high: money(`${AT_RISK}: high end`),
    revenue_at_risk_method: z.enum(RISK_METHODS).nullable().meta({
      description:
        "`counterfactual`: the forecast of the day before less what came, as an 80 % range, or, until there is one (`revenue_forecast_as_of`), the median of the same minute of the last weeks less what came; `configured`: revenue per minute × requests failed (low) and frustrated × abandonment factor (high) above the usual share",
    }),
    revenue_history_weeks: z.int().nullable().meta({
      description:
        "How many of the last four weeks the expectation is made of; null: forecast, or configured",
    }),
    revenue_forecast_as_of: isoTime(
      "Until when the forecast that the expectation is made of knew what came, which is when it was made unless it was replayed from history (of several the oldest): the newest first forecast of a day (UTC) that is at least a day older than the hour, so that it has learned nothing from what began since; null: there is none",
    ).nullable(),
    abandonment_factor: z
      .number()
      .nullable()
      .meta({ description: "Share of frustrated users taken to leave, 0–1" }),
    users_affected: amount("Over all regions, as in each of them"),
    customer_acquisition_rate: perHour("New customers over the last 24 h"),
    customer_retention_rate: percent("Mean of the retained shares sent over the last 24 h"),
    customer_satisfaction_score: score("The CSAT or NPS metric, if one is sent"),
    customer_satisfaction_estimate: score("100 × Apdex; always an estimate, never what customers said"),
    system_downtime_cost: money(`The low end of revenue at risk, ${DAY}`),
    system_downtime_cost_low: money(`The low end of revenue at risk, ${DAY}`),
    system_downtime_cost_high: money(`The high end of revenue at risk, ${DAY}`),
    performance_impact_on_revenue: money(
      `An estimate: expected revenue × frustrated above the usual share × abandonment factor, ${DAY}`,
    ),
    cost_minutes: z
      .int()
      .nullable()
      .meta({ description: "How many of those 1,440 minutes are known; null: none" }),
    competitive_performance_gap: relativePercent(
      "(median peer's time to first byte − ours) ÷ median peer's; positive: we are quicker",
    ),
    competitive_advantage_score: score("50 + 50 × mean relative advantage over named peers"),
    innovation_delivery_rate: perDay(
      "Production deployments over 30 d, or as long as there are any; one version of a service in several regions counts once",
    ),
    innovation_velocity: score("Mean of DORA's keys that are known, against DORA's published clusters"),
    cost_per_million_requests: money("Servers × price per server-hour ÷ requests"),
    infrastructure_cost_per_hour: money("Servers × price per server-hour"),
    cost_efficiency: score("Capacity in useful use at the target utilisation ÷ capacity paid for"),
    delivery: deliverySchema.nullable(),
    competition: competitionSchema.nullable(),
    regions_without_revenue: z
      .array(z.string())
      .meta({ description: "Regions with traffic whose revenue at risk is not known, and so in no sum" }),
    regions_without_price: z
      .array(z.string())
      .meta({ description: "Regions with servers and no price, and so in no cost" }),
  })
  .meta({ id: "BusinessImpact", description: "What the platform's state means in money and users" });
export type BusinessImpactContract = z.infer<typeof businessImpactSchema>;

export const businessImpactResponseSchema = successSchema(businessImpactSchema);
export type BusinessImpactResponse = z.infer<typeof businessImpactResponseSchema>;

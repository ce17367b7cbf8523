import type { BusinessImpactContract, DeliveryKeyContract } from "@/lib/contracts/business-impact";
import { DORA_REPORT, type DeliveryFigures, type DeliveryKey } from "@/lib/domain/delivery";
import type { CompetitionFigures } from "@/lib/domain/peer";
import type { ExecutiveDashboardMetrics } from "@/lib/domain/snapshot";
import { SECOND_MS } from "@/lib/domain/window";
import { isoOrNull, percentOf, scoreOf } from "./rest-value";

const PER_CENT = 100;

/** The business figures as the contract has them; null: there was no cycle yet. */
export function presentBusinessImpact(
  snapshot: Pick<ExecutiveDashboardMetrics, "business" | "asOfMs" | "satisfactionEstimate"> | null,
): BusinessImpactContract {
  const business = snapshot?.business ?? null;
  const risk = business?.risk ?? null;
  const day = business?.riskDay ?? null;
  return {
    timestamp: isoOrNull(snapshot?.asOfMs ?? null),
    revenue_per_minute: business?.revenuePerMinute ?? null,
    revenue_source: business?.revenueSource ?? null,
    revenue_expected_per_minute: risk?.expectedPerMinute ?? null,
    revenue_at_risk: risk?.mid ?? null,
    revenue_at_risk_low: risk?.low ?? null,
    revenue_at_risk_high: risk?.high ?? null,
    revenue_at_risk_method: risk?.method ?? null,
    revenue_history_weeks: risk?.weeks ?? null,
    revenue_forecast_as_of: isoOrNull(risk?.forecastAsOfMs ?? null),
    abandonment_factor: business?.abandonmentRatio ?? null,
    users_affected: business?.usersAffected ?? null,
    customer_acquisition_rate: business?.customers.newPerHour ?? null,
    customer_retention_rate: percentOf(business?.customers.retainedRatio ?? null),
    customer_satisfaction_score: percentOf(business?.customers.satisfiedRatio ?? null),
    customer_satisfaction_estimate: scoreOf(snapshot?.satisfactionEstimate ?? null),
    system_downtime_cost: day?.downtimeCost ?? null,
    system_downtime_cost_low: day?.downtimeCost ?? null,
    system_downtime_cost_high: day?.highCost ?? null,
    performance_impact_on_revenue: day?.slownessCost ?? null,
    cost_minutes: day?.minutes ?? null,
    ...comparison(business?.competition ?? null),
    innovation_delivery_rate: business?.delivery?.deploymentsPerDay ?? null,
    innovation_velocity: scoreOf(business?.delivery?.score ?? null),
    cost_per_million_requests: business?.cost?.perMillionRequests ?? null,
    infrastructure_cost_per_hour: business?.cost?.perHour ?? null,
    cost_efficiency: percentOf(business?.cost?.efficiencyRatio ?? null),
    delivery: business?.delivery ? presentDelivery(business.delivery) : null,
    regions_without_revenue: [...(business?.regionsWithoutRevenue ?? [])],
    regions_without_price: [...(business?.regionsWithoutPrice ?? [])],
  };
}

function comparison(
  figures: CompetitionFigures | null,
): Pick<
  BusinessImpactContract,
  "competitive_performance_gap" | "competitive_advantage_score" | "competition"
> {
  return {
    competitive_performance_gap: relative(figures?.latencyAdvantageRatio ?? null),
    competitive_advantage_score: scoreOf(figures?.score ?? null),
    competition: figures && {
      own_latency_ms: figures.ownLatencyMs,
      own_success: percentOf(figures.ownSuccessRatio),
      peer_latency_ms: figures.peerLatencyMs,
      peer_success: percentOf(figures.peerSuccessRatio),
      latency_advantage: relative(figures.latencyAdvantageRatio),
      success_advantage: relative(figures.successAdvantageRatio),
      peers: [...figures.peers],
    },
  };
}

function relative(ratio: number | null): number | null {
  return ratio === null ? null : ratio * PER_CENT;
}

function presentDelivery({ windowMs, keys, recoveryOf, unrecovered }: DeliveryFigures) {
  return {
    window_seconds: windowMs / SECOND_MS,
    clusters_of: DORA_REPORT,
    keys: keys.map(presentKey),
    recovery_of: recoveryOf,
    unrecovered,
  };
}

const IN_MS: readonly DeliveryKey["name"][] = ["lead-time", "recovery-time"];

function presentKey({ name, value, cluster, score, events }: DeliveryKey): DeliveryKeyContract {
  return { name, value: IN_MS.includes(name) ? value / SECOND_MS : value, cluster, score, events };
}

import type { BusinessFigures } from "@/lib/domain/business-snapshot";
import type { MetricName } from "@/lib/domain/metric";
import type { MissingFigure } from "@/lib/domain/missing-figure";
import type { PeerStanding } from "@/lib/domain/peer";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { BUSINESS_REASONS as WHY, missingWhere, type BusinessReason } from "./business-missing";
import type { RegionResult } from "./business-scopes";

type Figures = Omit<BusinessFigures, "missing">;

interface MissingContext {
  readonly regions: readonly RegionResult[];
  readonly signals: readonly SignalRow[];
  readonly standings: readonly PeerStanding[];
}

/** Why each of the world's business figures that is null is so; by every name that it has in the REST contract. */
export function businessMissing(figures: Figures, context: MissingContext): MissingFigure[] {
  return [
    ...missingRevenue(figures, context),
    ...missingCost(figures, context),
    ...missingWhere(figures.delivery, WHY.noDeployments, "innovation_velocity", "innovation_delivery_rate"),
    ...missingCustomers(figures, context),
    ...missingCompetition(figures, context),
  ];
}

function missingRevenue(figures: Figures, { regions }: MissingContext): MissingFigure[] {
  const { risk, riskDay } = figures;
  const told = regions.flatMap(({ revenue, impact }) => [...revenue.missing, ...impact.missing]);
  const why = (field: string, otherwise: BusinessReason) => mostTelling(told, field) ?? otherwise;
  const whyNoRisk = why("revenue_at_risk", WHY.noRevenue);
  const whyNoDay = risk === null ? whyNoRisk : WHY.noRiskDay;
  const whyNoSlowness = riskDay === null ? whyNoDay : WHY.noLatency;
  const day = ["system_downtime_cost", "system_downtime_cost_low", "system_downtime_cost_high"];
  const now = ["revenue_impact", "revenue_at_risk"].flatMap((name) => [name, `${name}_low`, `${name}_high`]);
  return [
    ...missingWhere(figures.revenuePerMinute, why("revenue_per_minute", WHY.noRevenue), "revenue_per_minute"),
    ...missingWhere(risk, whyNoRisk, ...now, "revenue_expected_per_minute"),
    ...missingWhere(riskDay, whyNoDay, ...day),
    ...missingWhere(riskDay?.slownessCost ?? null, whyNoSlowness, "performance_impact_on_revenue"),
    ...missingWhere(figures.usersAffected, why("users_affected", WHY.noUsers), "users_affected"),
  ];
}

/** What was begun and does not suffice says more than what nobody set up. */
function mostTelling(told: readonly MissingFigure[], field: string): BusinessReason | undefined {
  const own = told.filter((one) => one.field === field);
  return own.find(({ reason }) => reason !== "not-configured") ?? own[0];
}

function missingCost({ cost }: Figures, { regions }: MissingContext): MissingFigure[] {
  const told = regions.flatMap(({ business }) => business.missing);
  const unpriced = told.some(
    ({ field, reason }) => field === "cost_efficiency" && reason === WHY.noPrice.reason,
  );
  const whyNone = unpriced ? WHY.noPrice : WHY.noServers;
  const why = (because: BusinessReason) => (cost === null ? whyNone : because);
  return [
    ...missingWhere(cost, whyNone, "infrastructure_cost_per_hour"),
    ...missingWhere(cost?.perMillionRequests ?? null, why(WHY.noRequests), "cost_per_million_requests"),
    ...missingWhere(cost?.efficiencyRatio ?? null, why(WHY.noUtilization), "cost_efficiency"),
  ];
}

function missingCustomers({ customers }: Figures, { signals }: MissingContext): MissingFigure[] {
  const sent = (metric: MetricName) => signals.filter((signal) => signal.metric === metric);
  const once = (metric: MetricName, stopped: BusinessReason, never: BusinessReason) =>
    sent(metric).length > 0 ? stopped : never;
  const arrivals = sent("new_customers");
  const firstOnly = arrivals.length > 0 && arrivals.every(({ intervalMs }) => intervalMs === null);
  const whyNoArrivals = firstOnly
    ? WHY.youngNewCustomers
    : once("new_customers", WHY.staleNewCustomers, WHY.noNewCustomers);
  const whyNoRetention = once("retained_customers", WHY.staleRetention, WHY.noRetention);
  const whyNoSatisfaction = once("satisfaction", WHY.staleSatisfaction, WHY.noSatisfaction);
  return [
    ...missingWhere(customers.newPerHour, whyNoArrivals, "customer_acquisition_rate"),
    ...missingWhere(customers.retainedRatio, whyNoRetention, "customer_retention_rate"),
    ...missingWhere(customers.satisfiedRatio, whyNoSatisfaction, "customer_satisfaction_score"),
  ];
}

/** Of a comparison that is there: what it lacks. */
const COMPARED_FIELDS = [
  "own_latency_ms",
  "own_success",
  "peer_latency_ms",
  "peer_success",
  "latency_advantage",
  "success_advantage",
].map((name) => `competition.${name}`);

function missingCompetition({ competition }: Figures, { standings }: MissingContext): MissingFigure[] {
  const enabled = standings.filter(({ peer }) => peer.enabled);
  const hasOwn = enabled.some(({ peer }) => peer.own);
  const hasPeers = enabled.some(({ peer }) => !peer.own);
  const why = !hasPeers ? WHY.noPeers : hasOwn ? WHY.youngPeers : WHY.noOwnPeer;
  return [
    ...missingWhere(competition, why, "competitive_advantage_score"),
    ...missingWhere(
      competition?.latencyAdvantageRatio ?? null,
      competition === null ? why : WHY.halfPeers,
      "competitive_performance_gap",
    ),
    ...(competition === null ? [] : missingWhere(null, WHY.halfPeers, ...COMPARED_FIELDS)),
  ];
}

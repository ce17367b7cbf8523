import type { AttentionItemContract, ExecutiveDashboardContract } from "@/lib/contracts/executive-dashboard";
import { SECOND_MS } from "@/lib/domain/window";
import type { AttentionItem, ExecutiveDashboardMetrics, ExecutiveReading } from "@/lib/domain/snapshot";
import { presentImpact } from "./present-impact";
import { NO_CYCLE_YET } from "./no-snapshot";
import { isoOrNull, percentOf, ratioOf, scoreOf } from "./rest-value";

const PER_CENT = 100;

/** What an executive needs to know as the contract has it; null (no cycle yet) gives an answer of nulls. */
export function presentExecutiveDashboard(snapshot: ExecutiveReading | null): ExecutiveDashboardContract {
  return {
    timestamp: isoOrNull(snapshot?.asOfMs ?? null),
    global_system_health: snapshot?.status ?? "unknown",
    total_active_users: snapshot?.activeUsers ?? null,
    revenue_impact: snapshot?.revenueImpactPerMinute ?? null,
    revenue_impact_low: snapshot?.business?.risk?.low ?? null,
    revenue_impact_high: snapshot?.business?.risk?.high ?? null,
    revenue_impact_method: snapshot?.business?.risk?.method ?? null,
    customer_satisfaction_score: scoreOf(snapshot?.customerSatisfactionScore ?? null),
    customer_satisfaction_estimate: scoreOf(snapshot?.satisfactionEstimate ?? null),
    system_availability: percentOf(snapshot?.systemAvailabilityRatio ?? null),
    system_availability_window_seconds: seconds(snapshot?.availabilityWindowMs),
    availability_objective: percentOf(snapshot?.availabilityObjectiveRatio ?? null),
    availability_objective_window_seconds: seconds(snapshot?.availabilityObjectiveWindowMs),
    latency_p99_objective: snapshot?.latencyP99ObjectiveMs ?? null,
    error_budget_left: budgetPercent(snapshot?.errorBudgetLeftRatio ?? null),
    last_week: lastWeekOf(snapshot),
    performance_score: scoreOf(snapshot?.performanceScore ?? null),
    security_incidents: snapshot?.securityIncidents ?? null,
    cost_efficiency: scoreOf(snapshot?.costEfficiency ?? null),
    innovation_velocity: scoreOf(snapshot?.innovationVelocity ?? null),
    competitive_advantage_score: scoreOf(snapshot?.competitiveAdvantageScore ?? null),
    headline: snapshot?.headline ?? NO_CYCLE_YET,
    headline_parts: headlineParts(snapshot),
    detail_parts: [...(snapshot?.detailParts ?? [])],
    attention: (snapshot?.attention ?? []).map(presentAttention),
  };
}

function lastWeekOf(snapshot: ExecutiveReading | null): ExecutiveDashboardContract["last_week"] {
  const before = snapshot?.lastWeek ?? null;
  return (
    before && {
      timestamp: new Date(before.asOfMs).toISOString(),
      system_availability: percentOf(before.systemAvailabilityRatio),
      revenue_impact: before.revenueImpactPerMinute,
    }
  );
}

function seconds(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : ms / SECOND_MS;
}

/** May be overspent many times. */
function budgetPercent(leftRatio: number | null): number | null {
  return leftRatio === null ? null : Math.min(PER_CENT, leftRatio * PER_CENT);
}

/** A snapshot of an older version has its headline in one piece. */
function headlineParts(snapshot: ExecutiveDashboardMetrics | null) {
  const parts = snapshot?.headlineParts ?? [];
  return parts.length > 0 ? [...parts] : [{ text: snapshot?.headline ?? NO_CYCLE_YET, evidence: null }];
}

function presentAttention(item: AttentionItem): AttentionItemContract {
  return {
    kind: item.kind,
    severity: item.severity,
    region: item.region,
    service: item.service,
    text: item.text,
    ...presentImpact(item),
    money_method: item.moneyMethod,
    prediction: item.prediction && {
      ...item.prediction,
      probability: ratioOf(item.prediction.probability) ?? 0,
    },
    incident: item.incident && {
      ...item.incident,
      predictions: item.incident.predictions.map(({ id, moneyAtRiskPerMinute, moneyMethod }) => ({
        id,
        money_at_risk_low: moneyAtRiskPerMinute?.low ?? null,
        money_at_risk_high: moneyAtRiskPerMinute?.high ?? null,
        money_method: moneyMethod,
      })),
    },
  };
}

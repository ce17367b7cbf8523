import type { InfrastructureHealthContract } from "@/lib/contracts/infrastructure-health";
import type { Prediction } from "@/lib/domain/prediction";
import type { GlobalInfrastructureHealth } from "@/lib/domain/snapshot";
import { isoOrNull, percentOf, ratioOf, scoreOf } from "./rest-value";

/** The health of everything as the contract has it; null (no cycle yet) gives an answer of nulls. */
export function presentInfrastructureHealth(
  snapshot: GlobalInfrastructureHealth | null,
  predictions: readonly Prediction[] | null,
): InfrastructureHealthContract {
  return {
    timestamp: isoOrNull(snapshot?.asOfMs ?? null),
    status: snapshot?.status ?? "unknown",
    overall_health_score: scoreOf(snapshot?.overallHealthScore ?? null),
    regional_health: scores(snapshot?.regionalHealth ?? {}),
    service_health: scores(snapshot?.serviceHealth ?? {}),
    critical_alerts: snapshot?.criticalAlerts ?? null,
    active_incidents: snapshot?.activeIncidents ?? null,
    system_capacity_utilization: percentOf(snapshot?.systemCapacityUtilizationRatio ?? null),
    predicted_issues: predictions && predictions.map(presentIssue),
  };
}

function presentIssue({ id, kind, severity, confidence, description }: Prediction) {
  return { id, alert_type: kind, severity, confidence: ratioOf(confidence) ?? 0, description };
}

function scores(byName: Readonly<Record<string, number | null>>): Record<string, number | null> {
  return Object.fromEntries(Object.entries(byName).map(([name, score]) => [name, scoreOf(score)]));
}

import { worstUtilization } from "@/lib/domain/health";
import type { OpenIncident } from "@/lib/domain/open-incident";
import type { Prediction } from "@/lib/domain/prediction";
import type {
  GlobalInfrastructureHealth,
  GlobalMetrics,
  MissingFigure,
  RegionalMetrics,
  ServiceMetrics,
} from "@/lib/domain/snapshot";

export interface InfrastructureHealthInput {
  readonly global: GlobalMetrics;
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
  /** Open ones, parts of causes too. */
  readonly predictions: readonly Prediction[];
  /** Not resolved. */
  readonly incidents: readonly OpenIncident[];
  /** Whether something could be predicted lately. */
  readonly assessed: boolean;
}

/** Health by region and service now. */
export function infrastructureHealth(input: InfrastructureHealthInput): GlobalInfrastructureHealth {
  const { global, regions, services, predictions, incidents } = input;
  const criticalAlerts = firingCritical(input);
  const worst = regions.flatMap((region) => worstUtilization(region)?.ratio ?? []);
  const capacity = worst.length > 0 ? Math.max(...worst) : null;
  return {
    asOfMs: global.asOfMs,
    newestSampleMs: global.newestSampleMs,
    demo: global.demo || [...predictions, ...incidents].some(({ demo }) => demo),
    overallHealthScore: global.healthScore,
    status: global.status,
    regionalHealth: Object.fromEntries(regions.map((region) => [region.region, region.healthScore])),
    serviceHealth: worstByService(services),
    criticalAlerts,
    activeIncidents: incidents.length,
    systemCapacityUtilizationRatio: capacity,
    missing: missingOf(global, { capacity, criticalAlerts }),
  };
}

/** The lowest known score of a service over its regions; null where none is known. */
function worstByService(services: readonly ServiceMetrics[]): Record<string, number | null> {
  const worst = new Map<string, number | null>();
  for (const { service, healthScore } of services) {
    const before = worst.get(service) ?? null;
    const lower =
      before === null ? healthScore : healthScore === null ? before : Math.min(before, healthScore);
    worst.set(service, lower);
  }
  return Object.fromEntries(worst);
}

/**
 * Services in regions that are critical or down (a fast burn fires, or hardly anything succeeds), regions that are so by
 * themselves, without services, and critical predictions, one a cause. null: there is nothing that could be judged.
 */
function firingCritical({ regions, services, predictions, assessed }: InfrastructureHealthInput) {
  const withServices = new Set(services.map((service) => service.region));
  const scopes = [...services, ...regions.filter((region) => !withServices.has(region.region))];
  const open = predictions.filter(({ causeId }) => causeId === null);
  if (!assessed && open.length === 0 && scopes.every(({ status }) => status === "unknown")) return null;
  const critical = scopes.filter(({ status }) => status === "critical" || status === "down");
  return critical.length + open.filter(({ severity }) => severity === "critical").length;
}

function missingOf(
  global: GlobalMetrics,
  { capacity, criticalAlerts }: Record<"capacity" | "criticalAlerts", number | null>,
): MissingFigure[] {
  const missing: MissingFigure[] = [];
  if (criticalAlerts === null)
    missing.push({ field: "critical_alerts", reason: reasonOf(global), remedy: global.statusBecause });
  if (global.healthScore === null)
    missing.push({ field: "overall_health_score", reason: reasonOf(global), remedy: global.statusBecause });
  if (capacity === null)
    missing.push({
      field: "system_capacity_utilization",
      reason: reasonOf(global),
      remedy: "Send CPU, memory, disk or database connections, for example from node_exporter.",
    });
  return missing;
}

function reasonOf({ newestSampleMs }: GlobalMetrics): "no-data" | "stale" {
  return newestSampleMs === null ? "no-data" : "stale";
}

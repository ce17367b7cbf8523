import { worstUtilization } from "@/lib/domain/health";
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
}

const INCIDENTS: MissingFigure = {
  field: "active_incidents",
  reason: "not-configured",
  remedy: "Incidents are not part of this release; the figure follows with them.",
};

/** Health by region and service now. */
export function infrastructureHealth(input: InfrastructureHealthInput): GlobalInfrastructureHealth {
  const { global, regions, services } = input;
  const worst = regions.flatMap((region) => worstUtilization(region)?.ratio ?? []);
  const capacity = worst.length > 0 ? Math.max(...worst) : null;
  return {
    asOfMs: global.asOfMs,
    newestSampleMs: global.newestSampleMs,
    demo: global.demo,
    overallHealthScore: global.healthScore,
    status: global.status,
    regionalHealth: Object.fromEntries(regions.map((region) => [region.region, region.healthScore])),
    serviceHealth: worstByService(services),
    criticalAlerts: firingCritical(regions, services),
    activeIncidents: null,
    systemCapacityUtilizationRatio: capacity,
    missing: missingOf(global, capacity),
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

/** Services in regions that are critical or down, and regions that are so by themselves: without services. */
function firingCritical(regions: readonly RegionalMetrics[], services: readonly ServiceMetrics[]): number {
  const isCritical = ({ status }: { readonly status: string }) => status === "critical" || status === "down";
  const withServices = new Set(services.map((service) => service.region));
  const alone = regions.filter((region) => !withServices.has(region.region));
  return services.filter(isCritical).length + alone.filter(isCritical).length;
}

function missingOf(global: GlobalMetrics, capacity: number | null): MissingFigure[] {
  const missing = [INCIDENTS];
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

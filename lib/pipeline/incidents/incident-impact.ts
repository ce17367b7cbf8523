import type { Stores } from "@/lib/context";
import type { MoneyRange } from "@/lib/domain/business-snapshot";
import { isActive, type Incident, type SignalSummary } from "@/lib/domain/incident";
import type { RegionalMetrics, ServiceMetrics } from "@/lib/domain/snapshot";
import { incidentCost } from "@/lib/pipeline/aggregate/incident-cost";

export interface IncidentWithImpact {
  readonly incident: Incident;
  /** Names, where its signals are. */
  readonly regions: readonly string[];
  readonly services: readonly string[];
  readonly firing: number;
  /** What it costs now, as the newest cycle has it; null: it is over, or nobody knows. */
  readonly usersAffected: number | null;
  readonly moneyAtRiskPerMinute: MoneyRange | null;
  readonly currency: string | null;
  /** Of those figures; null: there are none. */
  readonly asOfMs: number | null;
}

/** What incidents concern, and cost now: that of the places where they are felt, each counted once. */
export async function impactsOf(
  stores: Stores,
  incidents: readonly Incident[],
): Promise<IncidentWithImpact[]> {
  if (incidents.length === 0) return [];
  const summaries = await stores.incidentSignals.summaries(incidents.map(({ id }) => id));
  const bySignal = new Map(summaries.map((summary) => [summary.incidentId, summary]));
  const isCosting = incidents.some(isActive);
  const regions = isCosting ? await stores.snapshots.latestRegions() : null;
  const services = isCosting ? await stores.snapshots.latestServices(null) : null;
  return incidents.map((incident) => {
    const summary = bySignal.get(incident.id);
    return { incident, ...placesOf(summary), ...costOf(incident, summary, regions ?? [], services ?? []) };
  });
}

function placesOf(summary: SignalSummary | undefined) {
  const names = (kind: "region" | "service") => [
    ...new Set((summary?.places ?? []).flatMap((place) => place[kind] ?? [])),
  ];
  return { regions: names("region").sort(), services: names("service").sort(), firing: summary?.firing ?? 0 };
}

function costOf(
  incident: Incident,
  summary: SignalSummary | undefined,
  regions: readonly RegionalMetrics[],
  services: readonly ServiceMetrics[],
) {
  const nothing = { usersAffected: null, moneyAtRiskPerMinute: null, currency: null, asOfMs: null };
  if (!isActive(incident) || summary === undefined || regions.length === 0) return nothing;
  return { ...incidentCost(summary.feltPlaces, regions, services), asOfMs: regions[0]!.asOfMs };
}

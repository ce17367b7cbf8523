import type { Stores } from "@/lib/context";
import type { MoneyRange, ScopeImpact } from "@/lib/domain/business-snapshot";
import { isActive, type Incident, type SignalSummary } from "@/lib/domain/incident";
import type { RegionalMetrics, ServiceMetrics } from "@/lib/domain/snapshot";

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

/** What incidents concern, and cost now: that of their places, each counted once. */
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

/** In each region what its worst place costs: a request that fails in one service fails in those that wait for it. */
function costOf(
  incident: Incident,
  summary: SignalSummary | undefined,
  regions: readonly RegionalMetrics[],
  services: readonly ServiceMetrics[],
) {
  const nothing = { usersAffected: null, moneyAtRiskPerMinute: null, currency: null, asOfMs: null };
  if (!isActive(incident) || summary === undefined || regions.length === 0) return nothing;
  const worst = new Map<string, ScopeImpact>();
  const count = (region: string, impact: ScopeImpact | null) => {
    const known = worst.get(region);
    if (impact && (!known || weightOf(impact) > weightOf(known))) worst.set(region, impact);
  };
  for (const { region, service } of summary.places)
    if (service === null)
      for (const each of regions.filter((all) => region === null || all.region === region))
        count(each.region, each.impact);
    else
      for (const each of services.filter(
        (all) => all.service === service && (region === null || all.region === region),
      ))
        count(each.region, each.impact);
  const impacts = [...worst.values()];
  return {
    usersAffected: total(impacts.map(({ usersAffected }) => usersAffected)),
    moneyAtRiskPerMinute: totalMoney(impacts.map(({ moneyAtRiskPerMinute }) => moneyAtRiskPerMinute)),
    currency: impacts[0]?.currency ?? null,
    asOfMs: regions[0]!.asOfMs,
  };
}

function weightOf({ moneyAtRiskPerMinute, usersAffected }: ScopeImpact): number {
  return moneyAtRiskPerMinute?.high ?? usersAffected ?? 0;
}

/** null: none is known. */
function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function totalMoney(ranges: readonly (MoneyRange | null)[]): MoneyRange | null {
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0) return null;
  const sum = (end: keyof MoneyRange) => known.reduce((money, range) => money + range[end], 0);
  return { low: sum("low"), high: sum("high") };
}

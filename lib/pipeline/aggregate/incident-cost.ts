import type { MoneyRange, ScopeImpact } from "@/lib/domain/business-snapshot";
import type { IncidentPlace } from "@/lib/domain/incident";
import { feltParts, type OpenIncident } from "@/lib/domain/open-incident";
import type { CycleSnapshot, RegionalMetrics, ServiceMetrics } from "@/lib/domain/snapshot";
import { WINDOW_MS } from "@/lib/domain/window";

/** What an incident costs at a moment; null: nobody knows. */
export interface IncidentCost {
  readonly usersAffected: number | null;
  readonly moneyAtRiskPerMinute: MoneyRange | null;
  readonly currency: string | null;
}

/** What one cycle has of an incident: amounts a minute; null: not known. */
export interface CostOfCycle {
  readonly incidentId: string;
  readonly users: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** null: no money is known. */
  readonly currency: string | null;
}

/** What the incidents cost that were felt in the window that a cycle ends with. */
export function costsOfCycle(
  incidents: readonly OpenIncident[],
  { asOfMs, regions, services }: Pick<CycleSnapshot, "asOfMs" | "regions" | "services">,
): CostOfCycle[] {
  return incidents
    .filter(
      ({ impactStartMs, impactEndMs }) =>
        impactStartMs !== null &&
        impactStartMs < asOfMs &&
        (impactEndMs === null || impactEndMs > asOfMs - WINDOW_MS),
    )
    .map((incident) => {
      const { usersAffected, moneyAtRiskPerMinute, currency } = incidentCost(
        feltParts(incident),
        regions,
        services,
      );
      const { low = null, high = null } = moneyAtRiskPerMinute ?? {};
      return {
        incidentId: incident.id,
        users: usersAffected,
        low,
        high,
        currency: low === null ? null : currency,
      };
    });
}

/** In each region what its worst place costs: a request that fails in one service fails in those that wait for it. */
export function incidentCost(
  places: readonly IncidentPlace[],
  regions: readonly RegionalMetrics[],
  services: readonly ServiceMetrics[],
): IncidentCost {
  const worst = new Map<string, ScopeImpact>();
  const count = (region: string, impact: ScopeImpact | null) => {
    const known = worst.get(region);
    if (impact && (!known || weightOf(impact) > weightOf(known))) worst.set(region, impact);
  };
  for (const { region, service } of places)
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

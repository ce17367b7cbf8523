import type { BusinessFigures } from "@/lib/domain/business-snapshot";
import { objectivesFor } from "@/lib/domain/objective";
import { scopeKey } from "@/lib/domain/rollup-row";
import type { RegionalMetrics, ServiceMetrics } from "@/lib/domain/snapshot";
import { businessFigures } from "@/lib/pipeline/aggregate/business/business-figures";
import { businessScopes, type ScopesInput } from "@/lib/pipeline/aggregate/business/business-scopes";
import { expectedMoney, type ExpectedMoney } from "@/lib/pipeline/aggregate/business/expected-money";
import type { Unnamed } from "@/lib/pipeline/aggregate/judged-requests";
import type { ScopePresent } from "@/lib/pipeline/aggregate/scope-present";
import type { CycleInputs } from "./cycle-inputs";

interface Computed<T> {
  readonly metrics: T;
  readonly present: ScopePresent;
}

export interface BusinessCycleInput {
  readonly inputs: CycleInputs;
  readonly regions: readonly Computed<RegionalMetrics>[];
  readonly services: readonly Computed<ServiceMetrics>[];
  readonly world: ScopePresent;
  /** Requests a second that a scope usually carries, by scopeKey. */
  readonly traffic: ReadonlyMap<string, number>;
  readonly unnamed: (region: string) => Unnamed;
}

export interface BusinessCycle {
  /** The regions and services again, with what they cost and earn. */
  readonly regions: readonly RegionalMetrics[];
  readonly services: readonly ServiceMetrics[];
  readonly figures: BusinessFigures;
  readonly expectedMoney: ExpectedMoney;
}

/** What a cycle's technical figures mean in money and users. */
export function businessCycle(cycle: BusinessCycleInput): BusinessCycle {
  const { inputs, traffic } = cycle;
  const input: ScopesInput = {
    asOfMs: inputs.asOfMs,
    business: inputs.business,
    catalogRegions: inputs.catalogRegions,
    catalogServices: inputs.catalogServices,
    signals: inputs.signals,
    regions: cycle.regions.map(({ metrics, present }) => ({
      ...{ region: metrics.region, service: null, figures: metrics, present },
    })),
    services: cycle.services.map(({ metrics, present }) => ({
      ...{ region: metrics.region, service: metrics.service, figures: metrics, present },
    })),
    usualTraffic: (region) => traffic.get(scopeKey(region, null)) ?? null,
    objectiveMs: (region, service) => objectivesFor(inputs.objectives, region, service).latencyP99Ms,
    unnamed: cycle.unnamed,
  };
  const { regions, services } = businessScopes(input);
  return {
    regions: cycle.regions.map(({ metrics }, index) => ({
      ...metrics,
      impact: regions[index].impact,
      business: regions[index].business,
    })),
    services: cycle.services.map(({ metrics }, index) => ({ ...metrics, impact: services[index].impact })),
    figures: businessFigures(input, regions, satisfiedNow(cycle.world)),
    expectedMoney: expectedMoney(regions, services),
  };
}

function satisfiedNow({ ratios }: ScopePresent): number | null {
  const all = ratios.get("satisfaction");
  return all && all.count > 0 ? all.sum / all.count : null;
}

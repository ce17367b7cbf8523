import { computeCycle } from "@/lib/monitoring/compute-cycle";
import type { CycleInputs } from "@/lib/monitoring/cycle-inputs";
import type { CatalogRegion } from "@/lib/domain/catalog";
import type { BusinessInputs } from "@/lib/pipeline/aggregate/business/business-inputs";
import { DEFAULT_BUSINESS_SETTINGS } from "@/lib/domain/business-settings";
import type { CycleSnapshot } from "@/lib/domain/snapshot";

/** Nobody set or sent anything of the business. */
export const NO_BUSINESS: BusinessInputs = {
  settings: DEFAULT_BUSINESS_SETTINGS,
  revenueWeeks: [],
  foretoldRevenue: [],
  usual: { lastWeek: { regions: [], services: [] }, days: { regions: [], services: [] } },
  customerHours: [],
  changes: [],
  firstDeploymentMs: null,
  incidentsMs: [],
  standings: [],
  riskDay: null,
};

/** Inputs of a cycle that knows nothing; tests add what they are about. */
export function emptyCycleInputs(asOfMs: number): CycleInputs {
  const none = { regions: [], services: [] };
  return {
    asOfMs,
    catalogRegions: [],
    catalogServices: [],
    deployments: [],
    signals: [],
    objectives: [],
    windows: none,
    latencies: none,
    hours: none,
    spans: new Map(),
    lastWeek: [],
    before: new Map(),
    firstRequestMs: null,
    business: NO_BUSINESS,
    predictions: [],
    incidents: [],
    unreadable: [],
    assessed: false,
  };
}

/** A region that was seen, and of which nothing is configured. */
export function exampleCatalogRegion(code: string): CatalogRegion {
  return {
    ...{ code, name: code, version: 1, latitudeDegrees: null, longitudeDegrees: null, timeZone: null },
    ...{ pricePerServerHour: null, revenuePerMinute: null },
  };
}

/** A snapshot in which these regions have one service each and nothing is known. */
export function emptySnapshot(asOfMs: number, regions: readonly string[] = []): CycleSnapshot {
  const signals = regions.map((region) => ({
    metric: "cpu" as const,
    region,
    service: "shop",
    intervalMs: null,
    newestSampleMs: asOfMs,
    demo: false,
  }));
  return computeCycle({
    ...emptyCycleInputs(asOfMs),
    catalogRegions: regions.map(exampleCatalogRegion),
    signals,
  });
}

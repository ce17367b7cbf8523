import type {
  ScopeFigures,
  ScopeHealth,
  ServiceMetrics,
  ServicePlace,
  ServiceTotals,
} from "@/lib/domain/snapshot";
import { totalImpact } from "./business/total-impact";
import { missingFigures } from "./missing-figures";
import type { ScopeSignals } from "./scope-signals";
import { isStale, snapshotStamp } from "./snapshot-stamp";

export interface ServiceTotalsInput {
  readonly asOfMs: number;
  readonly service: string;
  readonly figures: ScopeFigures;
  readonly health: ScopeHealth;
  readonly signals: ScopeSignals;
  /** The service in each of its regions. */
  readonly regions: readonly ServiceMetrics[];
}

/** One service over all its regions now. */
export function serviceTotals(input: ServiceTotalsInput): ServiceTotals {
  const { asOfMs, service, figures, health, signals, regions } = input;
  return {
    ...snapshotStamp(signals, asOfMs),
    ...figures,
    ...health,
    service,
    stale: isStale(signals),
    places: regions.map(placeOf),
    impact: totalImpact(regions.flatMap(({ impact }) => impact ?? [])),
    missing: missingFigures(
      { ...figures, ...health },
      signals,
      "service",
      `with service ${JSON.stringify(service)}`,
    ),
  };
}

function placeOf(metrics: ServiceMetrics): ServicePlace {
  const { region, status, statusBecause, healthScore, requestsPerSecond, errorRatio, latencyP99Ms, stale } =
    metrics;
  return { region, status, statusBecause, healthScore, requestsPerSecond, errorRatio, latencyP99Ms, stale };
}

import type { ScopeFigures, ScopeHealth, ServiceMetrics } from "@/lib/domain/snapshot";
import type { ScopeSignals } from "./scope-signals";
import { isStale, snapshotStamp } from "./snapshot-stamp";

export interface ServiceMetricsInput {
  readonly asOfMs: number;
  readonly region: string;
  readonly service: string;
  readonly figures: ScopeFigures;
  readonly health: ScopeHealth;
  readonly signals: ScopeSignals;
}

/** One service in one region now, without its impact: that follows once its region is known. */
export function serviceMetrics(input: ServiceMetricsInput): ServiceMetrics {
  const { asOfMs, region, service, figures, health, signals } = input;
  return {
    ...snapshotStamp(signals, asOfMs),
    ...figures,
    ...health,
    region,
    service,
    stale: isStale(signals),
    impact: null,
  };
}

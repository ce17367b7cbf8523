import type { LastWeekFigures, RegionalMetrics, ScopeFigures, ScopeHealth } from "@/lib/domain/snapshot";
import { missingFigures } from "./missing-figures";
import type { ScopeSignals } from "./scope-signals";
import { isStale, snapshotStamp } from "./snapshot-stamp";

export interface RegionalMetricsInput {
  readonly asOfMs: number;
  readonly region: string;
  readonly figures: ScopeFigures;
  readonly health: ScopeHealth;
  readonly signals: ScopeSignals;
  readonly lastWeek: LastWeekFigures | null;
}

/** One region now, without its business figures: those follow once all regions are known. */
export function regionalMetrics(input: RegionalMetricsInput): RegionalMetrics {
  const { asOfMs, region, figures, health, signals, lastWeek } = input;
  return {
    ...snapshotStamp(signals, asOfMs),
    ...figures,
    ...health,
    region,
    stale: isStale(signals),
    lastWeek,
    impact: null,
    business: null,
    missing: missingFigures(
      { ...figures, ...health },
      signals,
      "region",
      `with region ${JSON.stringify(region)}`,
    ),
  };
}

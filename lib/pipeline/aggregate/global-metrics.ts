import type { GlobalMetrics, LastWeekFigures, ScopeFigures, ScopeHealth } from "@/lib/domain/snapshot";
import { missingFigures } from "./missing-figures";
import type { ScopeSignals } from "./scope-signals";
import { snapshotStamp } from "./snapshot-stamp";

export interface GlobalMetricsInput {
  readonly asOfMs: number;
  readonly figures: ScopeFigures;
  readonly health: ScopeHealth;
  readonly signals: ScopeSignals;
  readonly lastWeek: LastWeekFigures | null;
  readonly currency: string;
}

/** The world now. */
export function globalMetrics({
  asOfMs,
  figures,
  health,
  signals,
  lastWeek,
  currency,
}: GlobalMetricsInput): GlobalMetrics {
  return {
    ...snapshotStamp(signals, asOfMs),
    ...figures,
    ...health,
    currency,
    lastWeek,
    missing: missingFigures({ ...figures, ...health }, signals, "world", "from at least one region"),
  };
}

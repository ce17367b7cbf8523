import { ANOMALY_STEP_MS, type AnomalyMetric } from "@/lib/domain/anomaly";
import type { MetricName } from "@/lib/domain/metric";
import { SECOND_MS, TIERS } from "@/lib/domain/window";

export const ANOMALY_TIER = TIERS.find(({ windowMs }) => windowMs === ANOMALY_STEP_MS)!;
const PER_WINDOW = ANOMALY_STEP_MS / SECOND_MS;

export interface AnomalySource {
  readonly metric: MetricName;
  readonly figure: "sum" | "mean" | "p99";
}
/** The first of them says what there is to be watched; of the error ratio the second are the failed ones. */
export const ANOMALY_SOURCES: Readonly<Record<AnomalyMetric, readonly AnomalySource[]>> = {
  requests: [{ metric: "requests", figure: "sum" }],
  error_ratio: [
    { metric: "requests", figure: "sum" },
    { metric: "errors", figure: "sum" },
  ],
  latency_p99: [{ metric: "latency", figure: "p99" }],
  cpu: [{ metric: "cpu", figure: "mean" }],
  memory: [{ metric: "memory", figure: "mean" }],
  disk: [{ metric: "disk", figure: "mean" }],
  connection_utilization: [{ metric: "connection_utilization", figure: "mean" }],
};

/**
 * A window's value in the metric's unit; NaN: nothing is known.
 * @param failed undefined or NaN: none of them failed
 * @param leastRequests a share of fewer is chance
 */
export function windowValue(
  metric: AnomalyMetric,
  value: number,
  failed: number | undefined,
  leastRequests: number,
): number {
  if (metric === "requests") return value / PER_WINDOW;
  if (metric !== "error_ratio") return value;
  if (!(value >= leastRequests)) return NaN;
  return Math.min(1, (failed === undefined || Number.isNaN(failed) ? 0 : failed) / value);
}

export interface WindowSpan {
  /** Whole windows, closed at `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The known values of a metric by window and region: `at(0)` is the window that starts at `fromMs`. */
export interface AnomalyWindows {
  /** null: regions as a whole. */
  readonly service: string | null;
  at(window: number): ReadonlyMap<string, number>;
}

/** @param byRegion NaN where a window is not known */
export function windowsOf(
  service: string | null,
  byRegion: ReadonlyMap<string, Float64Array>,
): AnomalyWindows {
  return {
    service,
    at: (window) => {
      const known = new Map<string, number>();
      for (const [region, values] of byRegion) {
        const value = values[window]!;
        if (!Number.isNaN(value)) known.set(region, value);
      }
      return known;
    },
  };
}

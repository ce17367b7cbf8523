import type { MonitoringStatusContract } from "@/lib/contracts/monitoring-status";
import { SECOND_MS } from "@/lib/domain/window";
import type { RestAnswer } from "./rest-answer";
import { isoOrNull } from "./rest-value";

/** GET monitoring/status: instants, not ages, so that its ETag lasts. It is of the engine, not of anybody's telemetry. */
export function monitoringStatusAnswer(lag: {
  readonly lastAsOfMs: number | null;
  readonly lastFinishedAtMs: number | null;
  readonly predictedToMs: number | null;
  readonly predictionTookMs: number | null;
  readonly anomaliesToMs: number | null;
  readonly anomaliesTookMs: number | null;
}): RestAnswer<MonitoringStatusContract> {
  return {
    data: {
      last_as_of: isoOrNull(lag.lastAsOfMs),
      last_finished_at: isoOrNull(lag.lastFinishedAtMs),
      predicted_to: isoOrNull(lag.predictedToMs),
      prediction_run_seconds: lag.predictionTookMs === null ? null : lag.predictionTookMs / SECOND_MS,
      anomalies_to: isoOrNull(lag.anomaliesToMs),
      anomaly_run_seconds: lag.anomaliesTookMs === null ? null : lag.anomaliesTookMs / SECOND_MS,
    },
    asOfMs: lag.lastAsOfMs,
    demo: false,
    missing: [],
  };
}

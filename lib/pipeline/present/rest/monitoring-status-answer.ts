import type { MonitoringStatusContract } from "@/lib/contracts/monitoring-status";
import type { RestAnswer } from "./rest-answer";
import { isoOrNull } from "./rest-value";

/** GET monitoring/status: instants, not ages, so that its ETag lasts. It is of the engine, not of anybody's telemetry. */
export function monitoringStatusAnswer(lag: {
  readonly lastAsOfMs: number | null;
  readonly lastFinishedAtMs: number | null;
}): RestAnswer<MonitoringStatusContract> {
  return {
    data: { last_as_of: isoOrNull(lag.lastAsOfMs), last_finished_at: isoOrNull(lag.lastFinishedAtMs) },
    asOfMs: lag.lastAsOfMs,
    demo: false,
    missing: [],
  };
}

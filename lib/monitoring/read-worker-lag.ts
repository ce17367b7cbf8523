import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";

export interface WorkerLag {
  /** End of the newest window that a finished cycle contains; null before the first one. */
  readonly lastAsOfMs: number | null;
  readonly lastFinishedAtMs: number | null;
  /** How far behind now that is; in step it stays under a slot, the delay and the cycle's own run time. */
  readonly lagMs: number | null;
  /** End of the newest window that predictions know, and the own time of the run that made them; null before the first. */
  readonly predictedToMs: number | null;
  readonly predictionTookMs: number | null;
  /** Damaged rows that it left out. */
  readonly predictionsUnreadable: number | null;
  /** Likewise of the run that looked for anomalies. */
  readonly anomaliesToMs: number | null;
  readonly anomaliesTookMs: number | null;
  readonly anomaliesUnreadable: number | null;
  /** Own time of the newest run that made forecasts, and of the newest that planned capacity; null before the first. */
  readonly forecastTookMs: number | null;
  readonly capacityTookMs: number | null;
}

/** How far the engine is behind. */
export async function readWorkerLag(ctx: Ctx): Promise<WorkerLag> {
  requireScope(ctx.actor, "metrics:read");
  const [cycle, prediction, runs, anomalies] = await Promise.all([
    ctx.cycles.latestFinished(),
    ctx.predictionRuns.latest(),
    ctx.engineRuns.latest(),
    ctx.anomalyRuns.latest(),
  ]);
  const lastAsOfMs = cycle?.asOfMs ?? null;
  return {
    lastAsOfMs,
    lastFinishedAtMs: cycle?.finishedAtMs ?? null,
    lagMs: lastAsOfMs === null ? null : Math.max(0, ctx.clock.nowMs() - lastAsOfMs),
    predictedToMs: prediction?.assessedMs ?? null,
    predictionTookMs: prediction?.tookMs ?? null,
    predictionsUnreadable: prediction?.unreadable ?? null,
    forecastTookMs: runs.forecasts?.tookMs ?? null,
    capacityTookMs: runs.capacity?.tookMs ?? null,
    anomaliesToMs: anomalies?.detectedMs ?? null,
    anomaliesTookMs: anomalies?.tookMs ?? null,
    anomaliesUnreadable: anomalies?.unreadable ?? null,
  };
}

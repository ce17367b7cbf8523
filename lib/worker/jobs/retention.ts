import type { AddJobFunction, Task } from "graphile-worker";
import { sweepUploads } from "@/lib/backfill/sweep-uploads";
import type { Ctx } from "@/lib/context";
import { ANOMALY_KEEP_MS } from "@/lib/domain/anomaly";
import { HOUR_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";
import { ASSESSMENT_KEEP_MS } from "@/lib/predictions/prediction-assessment-store";
import type { RetentionStore } from "@/lib/pipeline/store/retention-store";
import type { Logger } from "@/lib/platform/logger";
import { STANDING_KEEP_MS } from "@/lib/slo/standing-store";

export const RETENTION_JOB = "retention";
const EVERY_MS = 10 * MINUTE_MS;
/** Cycles are kept as long as their full snapshots. */
const CYCLE_KEEP_MS = 48 * HOUR_MS;

/** Adds the next retention job, unless it is there. */
export async function scheduleNextRetention(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const slotMs = windowStart(nowMs, EVERY_MS) + EVERY_MS;
  await addJob(
    RETENTION_JOB,
    {},
    {
      jobKey: `${RETENTION_JOB}:${slotMs}`,
      jobKeyMode: "unsafe_dedupe",
      runAt: new Date(slotMs),
    },
  );
}

/** Forgets what is past its time. Every part stands alone: one that fails is tried again in ten minutes. */
export function retentionTask(
  ctx: Ctx,
  retention: RetentionStore,
  uploads: string,
  logger: Logger,
): Task<typeof RETENTION_JOB> {
  return async (_payload, { addJob }) => {
    const nowMs = ctx.clock.nowMs();
    await scheduleNextRetention(addJob, nowMs);
    await runRetention(ctx, retention, uploads, logger);
  };
}

/** @param uploads folder of the files that wait for their import */
export async function runRetention(
  ctx: Ctx,
  retention: RetentionStore,
  uploads: string,
  logger: Logger,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const parts: Readonly<Record<string, () => Promise<unknown>>> = {
    partitions: () => retention.dropExpiredPartitions(nowMs),
    digests: () => retention.dropOldDigests(nowMs),
    idempotency: () => retention.dropOldIdempotencyRecords(nowMs),
    snapshots: () => ctx.snapshots.thin(nowMs),
    standings: () => ctx.standings.deleteBefore(nowMs - STANDING_KEEP_MS),
    assessments: () => ctx.predictionAssessments.deleteBefore(nowMs - ASSESSMENT_KEEP_MS),
    packedSeries: () => ctx.packedSeries.thin(nowMs),
    anomalies: () => ctx.anomalies.deleteBefore(nowMs - ANOMALY_KEEP_MS),
    forecasts: () => ctx.forecasts.thin(nowMs),
    capacity: () => ctx.capacity.thin(nowMs),
    moneyAtRisk: () => ctx.moneyAtRisk.thin(nowMs),
    probes: () => ctx.peers.thin(nowMs),
    notifications: () => ctx.deliveries.thin(nowMs),
    uploads: () => sweepUploads(ctx, uploads),
    cycles: () => ctx.cycles.deleteBefore(nowMs - CYCLE_KEEP_MS),
  };
  for (const [part, run] of Object.entries(parts)) {
    try {
      logger.debug({ part, dropped: await run() }, "retention");
    } catch (error) {
      logger.error({ err: error, part }, "retention failed");
    }
  }
}

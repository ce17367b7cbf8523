import type { AddJobFunction, Task } from "graphile-worker";
import { ANOMALY_JOB, ANOMALY_QUEUE } from "@/lib/anomalies/anomaly-job";
import { emptyMemory, type AnomalyModel } from "@/lib/anomalies/anomaly-tools";
import { detectAnomalies } from "@/lib/anomalies/detect-anomalies";
import type { Ctx } from "@/lib/context";
import { MINUTE_MS, SECOND_MS, windowStart } from "@/lib/domain/window";
import type { Logger } from "@/lib/platform/logger";
import { newestDueSlotMs } from "@/lib/worker/cycle-slot";

/** After the predictions, which begin a quarter past the minute. */
const AFTER_MINUTE_MS = 25 * SECOND_MS;

/** Adds the next minute's run, unless it is there: any process may do so at any time. */
export async function scheduleNextDetection(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const dueMs = windowStart(nowMs - AFTER_MINUTE_MS, MINUTE_MS) + MINUTE_MS + AFTER_MINUTE_MS;
  await addJob(
    ANOMALY_JOB,
    {},
    {
      jobKey: `${ANOMALY_JOB}:${dueMs}`,
      jobKeyMode: "unsafe_dedupe",
      queueName: ANOMALY_QUEUE,
      runAt: new Date(dueMs),
    },
  );
}

/** Looks for anomalies once a new window of the series is closed. */
export function anomalyTask(ctx: Ctx, model: AnomalyModel, logger: Logger): Task<typeof ANOMALY_JOB> {
  const memory = emptyMemory();
  return async (_payload, { addJob }) => {
    const nowMs = ctx.clock.nowMs();
    await scheduleNextDetection(addJob, nowMs);
    try {
      const result = await detectAnomalies(ctx, { model, memory }, { asOfMs: newestDueSlotMs(nowMs) });
      if (result.kind === "idle") return;
      logger.debug(result, "anomalies detected");
      const { unreadable } = result;
      if (unreadable.length > 0) logger.error({ unreadable }, "damaged anomalies left out");
    } catch (error) {
      // No retry: the next minute sees the same windows, and the answer says how old the anomalies are.
      logger.error({ err: error }, "anomalies not detected");
    }
  };
}

import type { AddJobFunction, Task } from "graphile-worker";
import type { Ctx } from "@/lib/context";
import { MINUTE_MS, SECOND_MS, windowStart } from "@/lib/domain/window";
import type { Logger } from "@/lib/platform/logger";
import { assessPredictions } from "@/lib/predictions/assess-predictions";
import { ensureReplay } from "@/lib/predictions/ensure-replay";
import { PREDICT_JOB, PREDICT_QUEUE } from "@/lib/predictions/prediction-job";
import type { PredictionModel } from "@/lib/predictions/prediction-tools";
import { newestDueSlotMs } from "@/lib/worker/cycle-slot";

/** After the objectives, which begin five seconds past the minute. */
const AFTER_MINUTE_MS = 15 * SECOND_MS;

/** Adds the next minute's run, unless it is there: any process may do so at any time. */
export async function scheduleNextPrediction(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const dueMs = windowStart(nowMs - AFTER_MINUTE_MS, MINUTE_MS) + MINUTE_MS + AFTER_MINUTE_MS;
  await addJob(
    PREDICT_JOB,
    {},
    {
      jobKey: `${PREDICT_JOB}:${dueMs}`,
      jobKeyMode: "unsafe_dedupe",
      queueName: PREDICT_QUEUE,
      runAt: new Date(dueMs),
    },
  );
}

/** Predicts once a new window of the series is closed, and sees to the replay of history. */
export function predictTask(ctx: Ctx, model: PredictionModel, logger: Logger): Task<typeof PREDICT_JOB> {
  return async (_payload, { addJob }) => {
    const nowMs = ctx.clock.nowMs();
    await scheduleNextPrediction(addJob, nowMs);
    try {
      const result = await assessPredictions(ctx, model, { asOfMs: newestDueSlotMs(nowMs) });
      if (result.kind === "assessed") {
        const { unreadable } = result;
        logger.debug(result, "predictions assessed");
        if (unreadable.length > 0) logger.error({ unreadable }, "damaged predictions left out");
      }
      await ensureReplay(ctx);
    } catch (error) {
      // No retry: the next minute sees the same windows, and the answer says how old the predictions are.
      logger.error({ err: error }, "predictions not assessed");
    }
  };
}

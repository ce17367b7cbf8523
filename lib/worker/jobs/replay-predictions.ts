import type { Task } from "graphile-worker";
import type { Ctx } from "@/lib/context";
import type { Logger } from "@/lib/platform/logger";
import { REPLAY_JOB, REPLAY_QUEUE } from "@/lib/predictions/prediction-job";
import type { PredictionModel } from "@/lib/predictions/prediction-tools";
import { replayPredictions } from "@/lib/predictions/replay-predictions";

/** One part of the history a job, and the next job once it is committed: a worker that is killed leaves its job behind. */
export function replayTask(ctx: Ctx, model: PredictionModel, logger: Logger): Task<typeof REPLAY_JOB> {
  return async (_payload, { addJob }) => {
    const result = await replayPredictions(ctx, model);
    if (result.kind === "idle") return;
    if (result.fault !== null) logger.error({ err: result.fault }, "a part of the replay failed");
    const runAt = new Date(ctx.clock.nowMs() + result.afterMs);
    await addJob(REPLAY_JOB, {}, { jobKey: REPLAY_JOB, queueName: REPLAY_QUEUE, runAt });
  };
}

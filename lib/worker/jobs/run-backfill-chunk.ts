import type { AddJobFunction, Task } from "graphile-worker";
import { BACKFILL_JOB, BACKFILL_QUEUE } from "@/lib/backfill/backfill-job";
import type { ChunkResult } from "@/lib/backfill/run-backfill-chunk";
import type { Ctx } from "@/lib/context";
import type { Logger } from "@/lib/platform/logger";

/** Adds the job that goes on with the imports. */
async function goOn(addJob: AddJobFunction, runAt: Date): Promise<void> {
  await addJob(BACKFILL_JOB, {}, { jobKey: BACKFILL_JOB, queueName: BACKFILL_QUEUE, runAt });
}

/**
 * One chunk a job, and the next job once it is committed. A worker that is killed in between leaves its job behind, which
 * then goes on from what was committed.
 */
export function backfillTask(
  ctx: Ctx,
  runChunk: () => Promise<ChunkResult>,
  logger: Logger,
): Task<typeof BACKFILL_JOB> {
  return async (_payload, { addJob }) => {
    const result = await runChunk();
    if (result.kind === "idle") return;
    if (result.fault !== null) logger.error({ err: result.fault }, "a chunk of an import failed");
    await goOn(addJob, new Date(ctx.clock.nowMs() + result.afterMs));
  };
}

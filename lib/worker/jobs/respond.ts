import type { AddJobFunction, Task } from "graphile-worker";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { EXECUTE_JOB, UNDO_JOB } from "@/lib/domain/response";
import { RESPOND_JOB } from "@/lib/domain/response";
import { SECOND_MS, windowStart } from "@/lib/domain/window";
import { executeRun } from "@/lib/pipeline/respond/execute-run";
import type { Executor } from "@/lib/pipeline/respond/executor";
import { respond } from "@/lib/pipeline/respond/respond";
import { undoRun } from "@/lib/pipeline/respond/undo-run";
import type { Logger } from "@/lib/platform/logger";

const EVERY_MS = 5 * SECOND_MS;
const QUEUE = "responses";
const payloadSchema = z.object({ id: z.string() });

/** Adds the next round, unless it is there: any process may do so at any time. */
export async function scheduleNextResponding(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const dueMs = windowStart(nowMs, EVERY_MS) + EVERY_MS;
  const options = { jobKey: `${RESPOND_JOB}:${dueMs}`, jobKeyMode: "unsafe_dedupe" } as const;
  await addJob(RESPOND_JOB, {}, { ...options, queueName: QUEUE, runAt: new Date(dueMs) });
}

/** Answers incidents with what policies say. */
export function respondTask(ctx: Ctx, logger: Logger): Task<typeof RESPOND_JOB> {
  return async (_payload, { addJob }) => {
    await scheduleNextResponding(addJob, ctx.clock.nowMs());
    try {
      await respond(ctx);
    } catch (error) {
      // No retry: the next round is seconds away and compares the same states.
      logger.error({ err: error }, "incidents not responded to");
    }
  };
}

/** Carries one claimed run out; repeated after a crash it never acts again. */
export function executeTask(ctx: Ctx, executor: Executor | null): Task<typeof EXECUTE_JOB> {
  return (payload) => executeRun(ctx, executor, payloadSchema.parse(payload));
}

/** Takes one run back. */
export function undoTask(ctx: Ctx, executor: Executor | null): Task<typeof UNDO_JOB> {
  return (payload) => undoRun(ctx, executor, payloadSchema.parse(payload));
}

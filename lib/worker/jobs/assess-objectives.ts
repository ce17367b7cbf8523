import type { AddJobFunction, Task } from "graphile-worker";
import type { Ctx } from "@/lib/context";
import { MINUTE_MS, SECOND_MS, windowStart } from "@/lib/domain/window";
import type { Logger } from "@/lib/platform/logger";
import { ASSESS_JOB, ASSESS_QUEUE } from "@/lib/slo/assess-job";
import { assessObjectives } from "@/lib/slo/assess-objectives";
import { newestDueSlotMs } from "@/lib/worker/cycle-slot";

/** Between two cycles, which begin 2.5 s after each ten seconds. */
const AFTER_MINUTE_MS = 5 * SECOND_MS;
/** It works for a tenth of the time at most: where there is very much to judge, less often than each minute. */
const REST_PER_WORK = 9;

/** Adds the next minute's assessment, unless it is there: any process may do so at any time. */
export async function scheduleNextAssessment(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const dueMs = windowStart(nowMs - AFTER_MINUTE_MS, MINUTE_MS) + MINUTE_MS + AFTER_MINUTE_MS;
  await addJob(
    ASSESS_JOB,
    { scheduled: true },
    {
      jobKey: `${ASSESS_JOB}:${dueMs}`,
      jobKeyMode: "unsafe_dedupe",
      queueName: ASSESS_QUEUE,
      runAt: new Date(dueMs),
    },
  );
}

/** Finds how all objectives stand: each minute, and at once where somebody changed one. */
export function assessTask(ctx: Ctx, logger: Logger): Task<typeof ASSESS_JOB> {
  let restUntilMs = 0;
  return async (payload, { addJob }) => {
    const startedMs = ctx.clock.nowMs();
    if (isScheduled(payload)) {
      await scheduleNextAssessment(addJob, startedMs);
      if (startedMs < restUntilMs) return;
    }
    try {
      await assessObjectives(ctx, { asOfMs: newestDueSlotMs(startedMs) });
    } catch (error) {
      // No retry: the next minute sees the same windows, and the page shows how old the standings are.
      logger.error({ err: error }, "objectives not assessed");
    }
    const tookMs = ctx.clock.nowMs() - startedMs;
    restUntilMs = startedMs + tookMs + REST_PER_WORK * tookMs;
    logger.debug({ tookMs }, "objectives assessed");
  };
}

function isScheduled(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && "scheduled" in payload;
}

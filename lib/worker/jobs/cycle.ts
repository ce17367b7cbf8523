import type { AddJobFunction, Task } from "graphile-worker";
import type { Ctx } from "@/lib/context";
import { MINUTE_MS } from "@/lib/domain/window";
import { CYCLE_JOB, cycleJobKey, cyclePayloadSchema, type CyclePayload } from "@/lib/monitoring/cycle-job";
import { runMonitoringCycle, type RunMonitoringCycleInput } from "@/lib/monitoring/run-monitoring-cycle";
import { SCHEDULE_TRIGGER } from "@/lib/pipeline/store/monitoring-cycle-store";
import type { Logger } from "@/lib/platform/logger";
import { dueMs, newestDueSlotMs, nextSlotMs } from "@/lib/worker/cycle-slot";

/** A cycle that somebody asked for longer ago is no longer "now". */
const REQUEST_VALID_MS = 5 * MINUTE_MS;

/** Adds the job of the first slot that is not due, unless it is there: any process may do so at any time. */
export async function scheduleNextCycle(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const slotMs = nextSlotMs(nowMs);
  const payload: CyclePayload = { slotMs, trigger: SCHEDULE_TRIGGER };
  await addJob(CYCLE_JOB, payload, {
    jobKey: cycleJobKey(slotMs),
    jobKeyMode: "unsafe_dedupe",
    runAt: new Date(dueMs(slotMs)),
  });
}

/**
 * Runs one monitoring cycle. The next slot is enqueued first, so a crash in between breaks no chain. A job that comes
 * late runs the newest slot that is due: missed ones are skipped, since the present is what they were for.
 */
export function cycleTask(ctx: Ctx, logger: Logger): Task<typeof CYCLE_JOB> {
  const run = async (asked: RunMonitoringCycleInput) => {
    const { unreadable } = await runMonitoringCycle(ctx, asked);
    if (unreadable.length > 0)
      logger.error({ unreadable }, "damaged predictions and incidents left out of the cycle");
  };
  return async (raw, { addJob }) => {
    const { slotMs, trigger } = cyclePayloadSchema.parse(raw);
    const nowMs = ctx.clock.nowMs();
    if (trigger !== SCHEDULE_TRIGGER) {
      if (nowMs - slotMs <= REQUEST_VALID_MS) await run({ slotMs, trigger });
      return;
    }
    await scheduleNextCycle(addJob, nowMs);
    const dueSlotMs = Math.max(slotMs, newestDueSlotMs(nowMs));
    if (dueSlotMs > slotMs) logger.warn({ slotMs, dueSlotMs }, "slots missed, skipped");
    try {
      await run({ slotMs: dueSlotMs, trigger });
    } catch (error) {
      // No retry: the next slot is seconds away and sees the same windows. The lag shows that this one is missing.
      logger.error({ err: error, slotMs: dueSlotMs }, "monitoring cycle failed");
    }
  };
}

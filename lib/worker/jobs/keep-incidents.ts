import type { AddJobFunction, Task } from "graphile-worker";
import type { Ctx } from "@/lib/context";
import { INCIDENT_JOB } from "@/lib/domain/incident";
import { SECOND_MS, windowStart } from "@/lib/domain/window";
import { keepIncidents } from "@/lib/pipeline/incidents/keep-incidents";
import type { Logger } from "@/lib/platform/logger";

/** What a detector commits is an incident within seconds. */
const EVERY_MS = 2 * SECOND_MS;
const QUEUE = "incidents";

/** Adds the next run, unless it is there: any process may do so at any time. */
export async function scheduleNextKeeping(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const dueMs = windowStart(nowMs, EVERY_MS) + EVERY_MS;
  const options = { jobKey: `${INCIDENT_JOB}:${dueMs}`, jobKeyMode: "unsafe_dedupe" } as const;
  await addJob(INCIDENT_JOB, {}, { ...options, queueName: QUEUE, runAt: new Date(dueMs) });
}

/** Brings incidents in line with what is wrong now. */
export function keepIncidentsTask(ctx: Ctx, logger: Logger): Task<typeof INCIDENT_JOB> {
  return async (_payload, { addJob }) => {
    await scheduleNextKeeping(addJob, ctx.clock.nowMs());
    try {
      await keepIncidents(ctx);
    } catch (error) {
      // No retry: the next run is seconds away and compares the same states.
      logger.error({ err: error }, "incidents not kept");
    }
  };
}

import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { MINUTE_MS } from "@/lib/domain/window";
import { actorName } from "@/lib/platform/actor";
import { CYCLE_JOB, cycleJobKey, type CyclePayload } from "./cycle-job";

export interface StartedMonitoring {
  readonly startedAtMs: number;
  readonly cycleId: string;
}

/** A request that no worker took for this long was lost with its worker: a new one may be made. */
const PENDING_MS = 5 * MINUTE_MS;

/**
 * Asks for one monitoring cycle now, through the same job as the schedule. Never two at once: while one that somebody
 * asked for waits or runs, that one is the answer.
 */
export async function startMonitoring(ctx: Ctx): Promise<StartedMonitoring> {
  requireScope(ctx.actor, "monitoring:run");
  const trigger = actorName(ctx.actor);
  return ctx.transaction(async (tx) => {
    const slotMs = ctx.clock.nowMs();
    const pending = await tx.cycles.lockPending(slotMs - PENDING_MS);
    if (pending) return { startedAtMs: pending.startedAtMs, cycleId: pending.id };
    const cycle = await tx.cycles.request(slotMs, trigger, slotMs);
    if (cycle.finishedAtMs === null) {
      const payload: CyclePayload = { slotMs, trigger };
      await tx.jobs.add(CYCLE_JOB, payload, { jobKey: cycleJobKey(slotMs) });
    }
    return { startedAtMs: cycle.startedAtMs, cycleId: cycle.id };
  });
}

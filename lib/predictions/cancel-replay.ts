import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/platform/errors";
import { PREDICTION_TOPIC } from "./prediction-job";

/**
 * Ends the replay; what it made of the time until then stays in the record. Needs settings:write.
 * @throws AppError conflict where none is running
 */
export async function cancelReplay(ctx: Ctx): Promise<void> {
  requireScope(ctx.actor, "settings:write");
  await ctx.transaction(async (tx) => {
    const cancelled = await tx.predictionReplays.cancel(ctx.clock.nowMs());
    if (cancelled === null) throw new AppError("conflict", "No replay is running.");
    await tx.audit.append(ctx.actor, "prediction-replay.cancelled", cancelled.id, {
      cursorMs: cancelled.cursorMs,
    });
    await tx.jobs.notify(PREDICTION_TOPIC);
  });
}

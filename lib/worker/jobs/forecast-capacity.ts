import type { Task } from "graphile-worker";
import { forecastCapacity } from "@/lib/capacity/forecast-capacity";
import type { Ctx } from "@/lib/context";
import type { CAPACITY_JOB } from "@/lib/domain/capacity";
import type { Logger } from "@/lib/platform/logger";

/** Finds what capacity is planned from: whenever forecasts were made, each day at least. */
export function capacityTask(ctx: Ctx, logger: Logger): Task<typeof CAPACITY_JOB> {
  return async () => {
    const startedMs = ctx.clock.nowMs();
    try {
      await forecastCapacity(ctx);
      logger.info({ tookMs: ctx.clock.nowMs() - startedMs }, "capacity forecast");
    } catch (error) {
      // No retry: the next forecasts bring the job again, and the page shows how old the figures are.
      logger.error({ err: error }, "capacity not forecast");
    }
  };
}

import type { AddJobFunction, Task } from "graphile-worker";
import { measureKnownEvents } from "@/lib/capacity/measure-known-events";
import type { Ctx } from "@/lib/context";
import { FORECAST_JOB, FORECAST_QUEUE, type ForecastModel } from "@/lib/domain/forecast";
import { MINUTE_MS, windowStart } from "@/lib/domain/window";
import { importedSinceForecasts, makeForecasts, type TriedForecasts } from "@/lib/forecasts/make-forecasts";
import { replayForecasts } from "@/lib/forecasts/replay-forecasts";
import type { Logger } from "@/lib/platform/logger";

/** Forecasts are made once an hour is over; in between only what an import of history, or a new region, brings. */
const EVERY_MS = 5 * MINUTE_MS;
/** After a window has settled, and not with the other jobs of the minute. */
const AFTER_MS = 1.5 * MINUTE_MS;

/** Adds the next run, unless it is there: any process may do so at any time. */
export async function scheduleNextForecasts(addJob: AddJobFunction, nowMs: number): Promise<void> {
  const dueMs = windowStart(nowMs - AFTER_MS, EVERY_MS) + EVERY_MS + AFTER_MS;
  await addJob(
    FORECAST_JOB,
    {},
    {
      jobKey: `${FORECAST_JOB}:${dueMs}`,
      jobKeyMode: "unsafe_dedupe",
      queueName: FORECAST_QUEUE,
      runAt: new Date(dueMs),
    },
  );
}

/**
 * Measures what known events did that are over, and makes the forecasts that are due: all of them `anew` once a past event was
 * entered or changed, as they learned its hours differently. The next run is added first, so that a crash in between breaks no chain.
 */
export function forecastTask(ctx: Ctx, model: ForecastModel, logger: Logger): Task<typeof FORECAST_JOB> {
  const tried: TriedForecasts = new Map();
  const triedAgain: TriedForecasts = new Map();
  return async (payload, { addJob }) => {
    const startedMs = ctx.clock.nowMs();
    await scheduleNextForecasts(addJob, startedMs);
    try {
      const imported = await importedSinceForecasts(ctx);
      await measureKnownEvents(ctx, imported);
      const run = await makeForecasts(ctx, model, tried, imported || isAnew(payload));
      const replayed = await replayForecasts(ctx, model, triedAgain, imported);
      logger.info({ ...run, replayed, tookMs: ctx.clock.nowMs() - startedMs }, "forecasts made");
    } catch (error) {
      // No retry: the next run finds the same series due, and the pages show how old the forecasts are.
      logger.error({ err: error }, "forecasts not made");
    }
  };
}

function isAnew(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && "anew" in payload && payload.anew === true;
}

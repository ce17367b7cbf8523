import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { importedSince } from "@/lib/domain/backfill";
import { CAPACITY_JOB } from "@/lib/domain/capacity";
import { HOURLY_METRICS, type ForecastModel } from "@/lib/domain/forecast";
import { SECOND_MS } from "@/lib/domain/window";
import { historyRecipe } from "@/lib/pipeline/aggregate/metric-history";
import { dueForecasts, subjectKey, type DueForecast } from "./due-forecasts";
import { FORECAST_TOPIC } from "./forecast-job";
import { forecastTogether, grouped } from "./forecast-series";

/** Capacity is found once the forecasts that come together are all there. */
const CAPACITY_AFTER_MS = 20 * SECOND_MS;

/** What was forecast from, by series: the same is not tried again. It lives as long as a worker. */
export type TriedForecasts = Map<string, string>;

export interface ForecastRun {
  readonly made: number;
  readonly lacking: number;
}

/** Whether an import ended since the last run: what was forecast before may have known only a part of it. */
export async function importedSinceForecasts(ctx: Ctx): Promise<boolean> {
  const { forecasts: last } = await ctx.engineRuns.latest();
  return last !== undefined && importedSince(await ctx.backfills.lastEndedMs(), last);
}

/**
 * Forecasts every hourly series (see lib/domain/forecast.ts) that a closed window, or older history, came to, or all of them
 * `anew`: of the world and of each region, hour by hour and day by day, never further ahead than the history is long. It reads outside a transaction, and lets others work between two
 * series. Needs monitoring:run.
 */
export async function makeForecasts(
  ctx: Ctx,
  model: ForecastModel,
  tried: TriedForecasts = new Map(),
  anew = false,
): Promise<ForecastRun> {
  requireScope(ctx.actor, "monitoring:run");
  const startedMs = ctx.clock.nowMs();
  const known = await readKnown(ctx);
  const due = anew
    ? dueForecasts({ ...known, stamps: [] })
    : dueForecasts({ ...known, stamps: await ctx.forecasts.stamps() }).filter(
        (one) => tried.get(subjectKey(one.subject)) !== basisOf(one),
      );
  if (anew) await ctx.forecasts.forgetAsked(startedMs);
  const events = due.length === 0 ? [] : await ctx.knownEvents.list();
  let [made, lacking] = [0, 0];
  for (const together of grouped(due)) {
    const forecasts = await forecastTogether(ctx, model, together, known.signals, events);
    await ctx.transaction(async (tx) => {
      for (const forecast of forecasts) await tx.forecasts.save({ ...forecast, replayed: false });
      const runAtMs = ctx.clock.nowMs() + CAPACITY_AFTER_MS;
      await tx.jobs.add(CAPACITY_JOB, {}, { jobKey: CAPACITY_JOB, queue: CAPACITY_JOB, runAtMs });
    });
    for (const one of together) tried.set(subjectKey(one.subject), basisOf(one));
    made += forecasts.filter(({ outcome }) => outcome.kind === "forecast").length;
    lacking += forecasts.filter(({ outcome }) => outcome.kind !== "forecast").length;
  }
  if (due.length > 0) {
    const finishedMs = ctx.clock.nowMs();
    await ctx.transaction(async (tx) => {
      await tx.engineRuns.save("forecasts", { finishedMs, tookMs: finishedMs - startedMs });
      await tx.jobs.notify(FORECAST_TOPIC);
    });
  }
  return { made, lacking };
}

/** What is sent, and since when. */
export async function readKnown({ rollups, clock }: Ctx) {
  const names = [...new Set(HOURLY_METRICS.flatMap((metric) => historyRecipe(metric).needs))];
  const [signals, firsts] = await Promise.all([rollups.signals(), rollups.firstWindows(names, "regions")]);
  return { nowMs: clock.nowMs(), signals, firsts };
}

/** What a forecast is made from. */
export function basisOf({ asOfMs, firstMs }: DueForecast): string {
  return `${asOfMs} ${firstMs}`;
}

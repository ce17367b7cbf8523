import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ForecastModel } from "@/lib/domain/forecast";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { dueForecasts, learnsMore, subjectKey, type DueForecast } from "./due-forecasts";
import { FORECAST_TOPIC } from "./forecast-job";
import { forecastTogether, grouped } from "./forecast-series";
import { basisOf, readKnown, type TriedForecasts } from "./make-forecasts";

/** A chart of a week shows each of its days against the forecast of the day before, which is up to two days older. */
export const REPLAYED_DAYS = 9;

/**
 * Forecasts the hours of the last days as they would have been at each day's start (UTC), where that was not done at the time:
 * on the first start and after an import there is at once something to hold against what came. Each knows only windows that end
 * before it, and is marked as replayed; `anew` replaces those, but no forecast that was made in time is, only word that history was too short.
 * Needs monitoring:run.
 */
export async function replayForecasts(
  ctx: Ctx,
  model: ForecastModel,
  tried: TriedForecasts = new Map(),
  anew = false,
): Promise<number> {
  requireScope(ctx.actor, "monitoring:run");
  const known = await readKnown(ctx);
  const due = (await readDue(ctx, known, anew)).filter(
    (one) => anew || tried.get(keyOf(one)) !== basisOf(one),
  );
  let made = 0;
  for (const together of grouped(due)) {
    const forecasts = await forecastTogether(ctx, model, together, known.signals);
    const useful = forecasts.filter(({ outcome }) => outcome.kind === "forecast");
    // Each stands alone, and hundreds of regions' are more than a transaction has time for.
    for (const forecast of useful) await ctx.forecasts.save({ ...forecast, replayed: true });
    for (const one of together) tried.set(keyOf(one), basisOf(one));
    made += useful.length;
  }
  if (made > 0) await ctx.jobs.notify(FORECAST_TOPIC);
  return made;
}

function keyOf({ subject, asOfMs }: DueForecast): string {
  return `${subjectKey(subject)} ${asOfMs}`;
}

async function readDue(
  ctx: Ctx,
  known: Awaited<ReturnType<typeof readKnown>>,
  anew: boolean,
): Promise<readonly DueForecast[]> {
  const now = dueForecasts({ ...known, stamps: [] });
  const hourly = now.filter(({ subject }) => subject.step === "1h");
  const todayMs = windowStart(ctx.clock.nowMs(), DAY_MS);
  const starts = Array.from({ length: REPLAYED_DAYS }, (_, day) => todayMs - day * DAY_MS);
  const stamps = await ctx.forecasts.stampsAt(starts);
  const stampOf = new Map(stamps.map((stamp) => [`${subjectKey(stamp)} ${stamp.asOfMs}`, stamp]));
  return hourly.flatMap((one) =>
    starts
      .filter((startMs) => startMs < one.asOfMs && startMs > one.firstMs)
      .map((startMs) => ({ ...one, asOfMs: startMs }))
      .filter((past) => {
        const stamp = stampOf.get(keyOf(past));
        return stamp === undefined || ((stamp.replayed || !stamp.made) && (anew || learnsMore(past, stamp)));
      }),
  );
}

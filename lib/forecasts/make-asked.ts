import type { Ctx } from "@/lib/context";
import { isHourly, type ForecastModel, type ForecastSubject } from "@/lib/domain/forecast";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { processSingleton } from "@/lib/platform/process-singleton";
import { newestBasis, subjectKey } from "./due-forecasts";
import { forecastTogether } from "./forecast-series";
import { FORECAST_KEEP_MS } from "./forecast-store";
import { REPLAYED_DAYS } from "./replay-forecasts";

/** Many look at the same chart when an hour is over: one of them makes its forecast, the others wait for it. */
const underway = () => processSingleton("asked-forecasts", () => new Map<string, Promise<void>>());

/**
 * Makes and stores, where they are not there yet, the forecasts of a series that nobody makes hourly: of times past as of the
 * start of their day (UTC), replayed; of others the newest. Of hourly series it makes none.
 * @param askedMs moments at which the forecast is to be known
 */
export async function makeAsked(
  ctx: Ctx,
  model: ForecastModel,
  subject: ForecastSubject,
  askedMs: readonly number[],
): Promise<void> {
  if (isHourly(subject)) return;
  const signals = await ctx.rollups.signals();
  const nowMs = ctx.clock.nowMs();
  const newest = newestBasis(subject, signals, nowMs);
  if (newest === null) return;
  const wanted = askedMs.map((ms) => (ms >= newest.asOfMs ? newest.asOfMs : windowStart(ms, DAY_MS)));
  const kept = [...new Set(wanted)].filter((ms) => ms > nowMs - FORECAST_KEEP_MS).sort((a, b) => b - a);
  const due = kept.slice(0, REPLAYED_DAYS).map((asOfMs) => ({ subject, asOfMs, demo: newest.demo }));
  const make = async () => {
    const stored = await ctx.forecasts.stampsAt(
      due.map(({ asOfMs }) => asOfMs),
      subject,
    );
    const missing = due.filter(({ asOfMs }) => stored.every((stamp) => stamp.asOfMs !== asOfMs));
    if (missing.length === 0) return;
    const events = await ctx.knownEvents.list();
    for (const forecast of await forecastTogether(ctx, model, missing, signals, events))
      await ctx.forecasts.save({ ...forecast, replayed: forecast.asOfMs < newest.asOfMs });
  };
  await once(`${subjectKey(subject)} ${due.map(({ asOfMs }) => asOfMs).join(" ")}`, make);
}

async function once(key: string, make: () => Promise<void>): Promise<void> {
  const running = underway().get(key) ?? make().finally(() => underway().delete(key));
  underway().set(key, running);
  await running;
}

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
 * Makes and stores, where they are not there yet, the forecasts of a series that nobody makes hourly: the newest, and of days
 * past one as of their start (UTC), replayed, where none was made of the day in time. Of hourly series it makes none.
 * @param askedMs moments at which a forecast of their day is to be known
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
  const { asOfMs: newestMs, demo } = newest;
  const startOf = (ms: number) => (ms >= newestMs ? newestMs : windowStart(ms, DAY_MS));
  const asked = askedMs.filter((ms) => startOf(ms) > nowMs - FORECAST_KEEP_MS).slice(-REPLAYED_DAYS);
  if (asked.length === 0) return;
  const make = async () => {
    const stored = await ctx.forecasts.stampsSince(subject, Math.min(...asked.map(startOf)));
    const isThere = (ms: number) =>
      stored.some(
        ({ asOfMs, made }) => asOfMs === startOf(ms) || (made && asOfMs > startOf(ms) && asOfMs <= ms),
      );
    const missing = asked.filter((ms) => !isThere(ms)).map((ms) => ({ subject, asOfMs: startOf(ms), demo }));
    if (missing.length === 0) return;
    const oldestMs = Math.min(...missing.map(({ asOfMs }) => asOfMs));
    const events = (await ctx.knownEvents.list()).filter(({ createdMs }) => createdMs <= oldestMs);
    for (const forecast of await forecastTogether(ctx, model, missing, signals, events))
      await ctx.forecasts.save({ ...forecast, replayed: forecast.asOfMs < newestMs });
  };
  await once(`${subjectKey(subject)} ${asked.map(startOf).join(" ")}`, make);
}

async function once(key: string, make: () => Promise<void>): Promise<void> {
  const running = underway().get(key) ?? make().finally(() => underway().delete(key));
  underway().set(key, running);
  await running;
}

import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Forecast, ForecastModel, ForecastSubject } from "@/lib/domain/forecast";
import { followsTraffic } from "@/lib/domain/known-event";
import { forecastWithEvents } from "./forecast-with-events";
import { refuseUnknownPlace } from "./known-place";
import { makeAsked } from "./make-asked";

export interface ReadForecastInput extends ForecastSubject {
  /** The newest that was made by then; absent: the newest. */
  readonly asOfMs?: number;
}

/**
/**
 * The newest forecast of a series, or the one that was the newest at a time, with what was known of events by then; null: there
 * is none. What is not forecast hourly is now, and stored, so that it can be held against what comes. Needs metrics:read.
 * @throws AppError bad-request for a region or service never seen
 */
export async function readForecast(
  ctx: Ctx,
  model: ForecastModel,
  { asOfMs, ...subject }: ReadForecastInput,
): Promise<Forecast | null> {
  requireScope(ctx.actor, "metrics:read");
  await refuseUnknownPlace(ctx, subject);
  await makeAsked(ctx, model, subject, [asOfMs ?? ctx.clock.nowMs()]);
  const forecast = await ctx.forecasts.latest(subject, asOfMs);
  if (forecast === null || !followsTraffic(subject.metric)) return forecast;
  const events = await ctx.knownEvents.list();
  return forecastWithEvents(
    forecast,
    events.filter(({ createdMs }) => createdMs <= (asOfMs ?? Infinity)),
  );
}

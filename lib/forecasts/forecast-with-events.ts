import {
  FORECAST_STEP_MS,
  type Forecast,
  type ForecastPoint,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import { eventsOf, followsTraffic, type KnownEvent } from "@/lib/domain/known-event";
import { withEvents } from "@/lib/pipeline/predict/with-events";
import { boundsOf } from "./forecast-series";

/** A forecast with what known events do in its steps: it was learned from history without them. */
export function forecastWithEvents(forecast: Forecast, events: readonly KnownEvent[]): Forecast {
  const { outcome } = forecast;
  if (outcome.kind !== "forecast") return forecast;
  return { ...forecast, outcome: { ...outcome, points: pointsWithEvents(forecast, outcome.points, events) } };
}

/** What an event of some regions does to the world is not known: of it those count that are everywhere. */
export function pointsWithEvents(
  { metric, region, step }: Pick<ForecastSubject, "metric" | "region" | "step">,
  points: readonly ForecastPoint[],
  events: readonly KnownEvent[],
): readonly ForecastPoint[] {
  if (!followsTraffic(metric)) return points;
  const here = eventsOf(events, region).filter(({ regions }) => region !== null || regions.length === 0);
  return withEvents(points, here, { stepMs: FORECAST_STEP_MS[step], most: boundsOf(metric).upper });
}

import { queryOptions } from "@tanstack/react-query";
import type { ForecastMetric, ForecastStep } from "@/lib/domain/forecast";
import { MINUTE_MS } from "@/lib/domain/window";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

const accuracyContract = async () =>
  (await import("@/lib/contracts/forecast-accuracy")).forecastAccuracyResponseSchema;
const contract = async () => (await import("@/lib/contracts/forecast")).forecastResponseSchema;
/** New ones are told by the live stream. */
const FRESH_MS = 30 * MINUTE_MS;

export interface AskedForecast {
  readonly metric: ForecastMetric;
  readonly region: string | null;
  readonly service: string | null;
  readonly step: ForecastStep;
}

/** The newest forecast of the world, of a region or of a service. */
export function forecastQuery(asked: AskedForecast) {
  const search = searchOf(asked).toString();
  return queryOptions({
    queryKey: queryKeys.forecasts.of(search),
    queryFn: ({ signal }) => getApi(`/forecasts?${search}`, contract, signal),
    staleTime: FRESH_MS,
  });
}

/** What had been forecast of a span a day before, and what came. */
export function forecastAccuracyQuery(asked: AskedForecast, { fromMs, toMs }: TimeRange) {
  const search = new URLSearchParams([
    ...searchOf(asked),
    ...Object.entries({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }),
  ]).toString();
  return queryOptions({
    queryKey: queryKeys.forecasts.accuracy(search),
    queryFn: ({ signal }) => getApi(`/forecasts/accuracy?${search}`, accuracyContract, signal),
    staleTime: FRESH_MS,
  });
}

function searchOf({ metric, region, service, step }: AskedForecast): URLSearchParams {
  return new URLSearchParams({
    ...{ metric, step },
    ...(region === null ? {} : { region }),
    ...(service === null ? {} : { service }),
  });
}

import { queryOptions } from "@tanstack/react-query";
import type { ForecastMetric, ForecastStep } from "@/lib/domain/forecast";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contract = async () => (await import("@/lib/contracts/forecast")).forecastResponseSchema;
/** New ones are told by the live stream. */
const FRESH_MS = 30 * MINUTE_MS;

export interface AskedForecast {
  readonly metric: ForecastMetric;
  readonly region: string | null;
  readonly step: ForecastStep;
}

/** The newest forecast of the world or of a region. */
export function forecastQuery({ metric, region, step }: AskedForecast) {
  const search = new URLSearchParams({ metric, step, ...(region === null ? {} : { region }) });
  return queryOptions({
    queryKey: queryKeys.forecasts.of(metric, region, step),
    queryFn: ({ signal }) => getApi(`/forecasts?${search}`, contract, signal),
    staleTime: FRESH_MS,
  });
}

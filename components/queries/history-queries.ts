import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { metricsHistoryResponseSchema } from "@/lib/contracts/metrics-history";
import { metricsHistoriesResponseSchema } from "@/lib/contracts/metrics-histories";
import { MINUTE_MS } from "@/lib/domain/window";
import { SPARK_METRICS, SPARK_POINTS } from "@/lib/pipeline/present/history-metric";
import { getApi } from "./call-api";
import { queryKeys, type HistoryScope } from "./query-keys";

function readLastHour(scope: HistoryScope, signal: AbortSignal) {
  const query = new URLSearchParams({ metric: scope.metric, points: String(scope.points) });
  if (scope.region !== null) query.set("region", scope.region);
  return getApi(`/metrics/history?${query}`, metricsHistoryResponseSchema, signal);
}

/** The last hour, moving on with every cycle. While another scope loads, the one before stays. */
export function lastHourQuery(scope: HistoryScope) {
  return queryOptions({
    queryKey: queryKeys.history.lastHour(scope),
    queryFn: ({ signal }) => readLastHour(scope, signal),
    placeholderData: keepPreviousData,
  });
}

const SPARKS = new URLSearchParams({
  metrics: Object.values(SPARK_METRICS).join(","),
  points: String(SPARK_POINTS),
});

/** The last hour of every small line in one answer: read once a minute, as its points are a minute each. */
export const sparksQuery = queryOptions({
  queryKey: queryKeys.history.sparks,
  queryFn: ({ signal }) => getApi(`/metrics/histories?${SPARKS}`, metricsHistoriesResponseSchema, signal),
  staleTime: MINUTE_MS,
  refetchInterval: MINUTE_MS,
});

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { metricsHistoryResponseSchema } from "@/lib/contracts/metrics-history";
import { MINUTE_MS } from "@/lib/domain/window";
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

/** The last hour for a small line: read once a minute, as its points are a minute each. */
export function sparkQuery(scope: HistoryScope) {
  return queryOptions({
    queryKey: queryKeys.history.spark(scope),
    queryFn: ({ signal }) => readLastHour(scope, signal),
    staleTime: MINUTE_MS,
    refetchInterval: MINUTE_MS,
  });
}

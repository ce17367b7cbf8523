import { queryOptions } from "@tanstack/react-query";
import { MINUTE_MS } from "@/lib/domain/window";
import {
  historySearch,
  requestedRange,
  type HistoryRequest,
  type RefreshPlan,
} from "@/lib/pipeline/present/history-request";
import { SPARK_METRICS, SPARK_POINTS } from "@/lib/pipeline/present/history-metric";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contract = async () =>
  (await import("@/lib/contracts/metrics-histories")).metricsHistoriesResponseSchema;

/** What is over changes only when late figures come in, or history is imported. */
const SETTLED_MS = 5 * MINUTE_MS;

interface HistoriesOptions {
  readonly plan: RefreshPlan;
  /** The present at the moment of the call. */
  readonly clock: () => number;
}

/** The histories of a chart. While another range of the same loads, the one before stays. */
export function historiesQuery(request: HistoryRequest, { plan, clock }: HistoriesOptions) {
  const moving = plan.withFigures || plan.everyMs !== false;
  return queryOptions({
    queryKey: queryKeys.history.chart(request, plan.withFigures),
    queryFn: ({ signal }) => {
      const range = requestedRange(request, { nowMs: clock(), timeZone: request.timeZone ?? "UTC" });
      const search = historySearch(request, range);
      return getApi(`/metrics/histories?${search}`, contract, signal);
    },
    refetchInterval: plan.everyMs,
    ...(moving ? {} : { staleTime: SETTLED_MS }),
    placeholderData: (before, previous) =>
      isSamePlace(previous?.queryKey.at(-1), request) ? before : undefined,
  });
}

function isSamePlace(before: unknown, request: HistoryRequest): boolean {
  const { metric, regions, service, compare } = (before ?? {}) as Partial<HistoryRequest>;
  return (
    metric === request.metric &&
    service === request.service &&
    compare === request.compare &&
    String(regions) === String(request.regions)
  );
}

const SPARKS = new URLSearchParams({
  metrics: Object.values(SPARK_METRICS).join(","),
  points: String(SPARK_POINTS),
});

/** The last hour of every small line in one answer: read once a minute, as its points are a minute each. */
export const sparksQuery = queryOptions({
  queryKey: queryKeys.history.sparks,
  queryFn: ({ signal }) => getApi(`/metrics/histories?${SPARKS}`, contract, signal),
  staleTime: MINUTE_MS,
  refetchInterval: MINUTE_MS,
});

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { MINUTE_MS } from "@/lib/domain/window";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import { getApi, getWholeList } from "./call-api";
import { queryKeys } from "./query-keys";

const listContract = async () => (await import("@/lib/contracts/anomaly")).anomalyListResponseSchema;

/** A page's; older ones are asked for. */
const ENDED_SHOWN = 50;

/**
 * Everything that is unusual now, newest first; of a service also what is part of its region's, and where it is not judged. The
 * live stream tells of changes: each use must not ask again.
 */
export function openAnomaliesQuery(service: string | null = null) {
  const search = new URLSearchParams({ state: "open", ...(service === null ? {} : { service }) });
  return queryOptions({
    queryKey: queryKeys.anomalies.open(service),
    queryFn: ({ signal }) => getWholeList(`/anomalies?${search}`, listContract, signal),
    staleTime: MINUTE_MS,
  });
}

/** What was unusual before, newest first, page by page. */
export const endedAnomaliesQuery = infiniteQueryOptions({
  queryKey: queryKeys.anomalies.ended,
  queryFn: ({ pageParam, signal }) => {
    const search = new URLSearchParams({ state: "ended", limit: String(ENDED_SHOWN) });
    if (pageParam !== null) search.set("cursor", pageParam);
    return getApi(`/anomalies?${search}`, listContract, signal);
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ meta }) => meta.next_cursor ?? null,
});

/** What was unusual at some time of a region as a whole (service: null), or of a service in it. */
export function anomaliesDuringQuery(
  { region, service }: { readonly region: string; readonly service: string | null },
  { fromMs, toMs }: TimeRange,
) {
  const search = new URLSearchParams({
    ...{ state: "all", region, ...(service === null ? { of: "regions" } : { service }) },
    ...{ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
  }).toString();
  return queryOptions({
    queryKey: queryKeys.anomalies.during(search),
    queryFn: ({ signal }) => getWholeList(`/anomalies?${search}`, listContract, signal),
    staleTime: MINUTE_MS,
  });
}

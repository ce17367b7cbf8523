import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi, getWholeList } from "./call-api";
import { queryKeys } from "./query-keys";

const listContract = async () => (await import("@/lib/contracts/anomaly")).anomalyListResponseSchema;

/** A page's; older ones are asked for. */
const ENDED_SHOWN = 50;

/** Everything that is unusual now, newest first. The live stream tells of changes: each use must not ask again. */
export const openAnomaliesQuery = queryOptions({
  queryKey: queryKeys.anomalies.open,
  queryFn: ({ signal }) => getWholeList("/anomalies?state=open", listContract, signal),
  staleTime: MINUTE_MS,
});

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

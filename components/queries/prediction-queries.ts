import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi, getWholeList, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contracts = () => import("@/lib/contracts/prediction");
const listContract = async () => (await contracts()).predictionListResponseSchema;
const recordContract = async () => (await contracts()).predictionRecordResponseSchema;
const oneContract = async () => (await contracts()).predictionResponseSchema;
const replayContract = async () => (await contracts()).predictionReplayResponseSchema;

/** A page's; older ones are asked for. */
const RESOLVED_SHOWN = 50;

/** Every open prediction, one a cause, newest first. The live stream tells of changes: each use must not ask again. */
export const openPredictionsQuery = queryOptions({
  queryKey: queryKeys.predictions.open,
  queryFn: ({ signal }) => getWholeList("/alerts/predictive?state=open", listContract, signal),
  staleTime: MINUTE_MS,
});

/** One, whatever became of it; null asks for none. */
export const predictionQuery = (id: string | null) =>
  queryOptions({
    queryKey: queryKeys.predictions.one(id ?? ""),
    queryFn: ({ signal }) => getApi(`/predictions/${encodeURIComponent(id ?? "")}`, oneContract, signal),
    enabled: id !== null,
    staleTime: MINUTE_MS,
  });

/** Those that are no longer open, newest first, page by page. */
export const resolvedPredictionsQuery = infiniteQueryOptions({
  queryKey: queryKeys.predictions.resolved,
  queryFn: ({ pageParam, signal }) => {
    const search = new URLSearchParams({ state: "resolved", limit: String(RESOLVED_SHOWN) });
    if (pageParam !== null) search.set("cursor", pageParam);
    return getApi(`/alerts/predictive?${search}`, listContract, signal);
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ meta }) => meta.next_cursor ?? null,
});

export const predictionRecordQuery = queryOptions({
  queryKey: queryKeys.predictions.record,
  queryFn: ({ signal }) => getApi("/predictions/record", recordContract, signal),
});

/** How far the replay of history is, and the newest run of live predictions. */
export const predictionReplayQuery = queryOptions({
  queryKey: queryKeys.predictions.replay,
  queryFn: ({ signal }) => getApi("/predictions/replay", replayContract, signal),
});

export function cancelReplay() {
  return sendApi("POST", "/predictions/replay/cancel", replayContract);
}

import { queryOptions } from "@tanstack/react-query";
import { regionListResponseSchema } from "@/lib/contracts/region";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

/** The live stream tells of changes: each use of a name must not ask again. */
const FRESH_MS = MINUTE_MS;

export const regionsQuery = queryOptions({
  queryKey: queryKeys.catalog.regions,
  queryFn: ({ signal }) => getApi("/regions", regionListResponseSchema, signal),
  staleTime: FRESH_MS,
});

import { queryOptions } from "@tanstack/react-query";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contract = async () => (await import("@/lib/contracts/alert-webhook")).receivedAlertsResponseSchema;

/** What alerting systems sent last. */
export const receivedAlertsQuery = queryOptions({
  queryKey: queryKeys.incidents.received,
  queryFn: ({ signal }) => getApi("/integrations/alerts", contract, signal),
});

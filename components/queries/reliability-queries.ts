import { queryOptions } from "@tanstack/react-query";
import { DAY_MS } from "@/lib/domain/window";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contract = async () =>
  (await import("@/lib/contracts/incident-reliability")).incidentReliabilityResponseSchema;
const WEEK_MS = 7 * DAY_MS;

/** The review of so many weeks until now. */
export function reliabilityQuery(weeks: number) {
  return queryOptions({
    queryKey: queryKeys.incidents.reliability(weeks),
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - weeks * WEEK_MS).toISOString();
      return getApi(`/incidents/reliability?${new URLSearchParams({ from })}`, contract, signal);
    },
  });
}

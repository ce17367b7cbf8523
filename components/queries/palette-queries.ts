import { queryOptions } from "@tanstack/react-query";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contract = async () => (await import("@/lib/contracts/service-metrics")).serviceMetricsResponseSchema;

/** A new service may wait so long until the palette knows it. */
const FRESH_MS = 60_000;

/** The names of the services, for the palette. */
export const serviceNamesQuery = queryOptions({
  queryKey: queryKeys.palette.services,
  queryFn: async ({ signal }) => {
    const { data } = await getApi("/metrics/services", contract, signal);
    return [...new Set(data.map((service) => service.service_name))].sort();
  },
  staleTime: FRESH_MS,
});

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { deploymentListResponseSchema } from "@/lib/contracts/deployment";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { serviceTotalsResponseSchema } from "@/lib/contracts/service-totals";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

/** Every service over all its regions. */
export const serviceTotalsQuery = queryOptions({
  queryKey: queryKeys.snapshot.serviceTotals,
  queryFn: ({ signal }) => getApi("/metrics/services/totals", serviceTotalsResponseSchema, signal),
});

/** One service, region by region. */
export const serviceQuery = (name: string) =>
  queryOptions({
    queryKey: queryKeys.snapshot.service(name),
    queryFn: ({ signal }) =>
      getApi(`/metrics/services?service=${encodeURIComponent(name)}`, serviceMetricsResponseSchema, signal),
  });

/** The page of all of them has the rest. */
export const SERVICE_DEPLOYMENTS_SHOWN = 8;

/** The newest changes that concern a service; in one region, or in any. */
export const serviceDeploymentsQuery = (name: string, region: string | null) =>
  queryOptions({
    queryKey: queryKeys.deployments.ofService(name, region),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ service: name, limit: String(SERVICE_DEPLOYMENTS_SHOWN) });
      if (region !== null) query.set("region", region);
      return getApi(`/deployments?${query}`, deploymentListResponseSchema, signal);
    },
    placeholderData: keepPreviousData,
  });

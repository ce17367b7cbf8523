import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getApi, getWholeList } from "./call-api";
import { queryKeys } from "./query-keys";

const deploymentsContract = async () =>
  (await import("@/lib/contracts/deployment")).deploymentListResponseSchema;
const metricsContract = async () =>
  (await import("@/lib/contracts/service-metrics")).serviceMetricsResponseSchema;
const totalsContract = async () =>
  (await import("@/lib/contracts/service-totals")).serviceTotalsResponseSchema;

/** Every service over all its regions. */
export const serviceTotalsQuery = queryOptions({
  queryKey: queryKeys.snapshot.serviceTotals,
  queryFn: ({ signal }) => getWholeList("/metrics/services/totals", totalsContract, signal),
});

/** One service, region by region. */
export const serviceQuery = (name: string) =>
  queryOptions({
    queryKey: queryKeys.snapshot.service(name),
    queryFn: ({ signal }) =>
      getWholeList(`/metrics/services?service=${encodeURIComponent(name)}`, metricsContract, signal),
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
      return getApi(`/deployments?${query}`, deploymentsContract, signal);
    },
    placeholderData: keepPreviousData,
  });

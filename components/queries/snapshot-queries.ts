import { queryOptions } from "@tanstack/react-query";
import { getApi, getWholeList } from "./call-api";
import { queryKeys } from "./query-keys";

const executiveContract = async () =>
  (await import("@/lib/contracts/executive-dashboard")).executiveDashboardResponseSchema;
const globalContract = async () =>
  (await import("@/lib/contracts/global-metrics")).globalMetricsResponseSchema;
const regionalContract = async () =>
  (await import("@/lib/contracts/regional-metrics")).regionalMetricsResponseSchema;
const impactContract = async () =>
  (await import("@/lib/contracts/business-impact")).businessImpactResponseSchema;
const serviceContract = async () =>
  (await import("@/lib/contracts/service-metrics")).serviceMetricsResponseSchema;
const engineContract = async () =>
  (await import("@/lib/contracts/monitoring-status")).monitoringStatusResponseSchema;

export const executiveQuery = queryOptions({
  queryKey: queryKeys.snapshot.executive,
  queryFn: ({ signal }) => getApi("/dashboard/executive", executiveContract, signal),
});

export const businessImpactQuery = queryOptions({
  queryKey: queryKeys.snapshot.businessImpact,
  queryFn: ({ signal }) => getApi("/metrics/business-impact", impactContract, signal),
});

export const globalQuery = queryOptions({
  queryKey: queryKeys.snapshot.global,
  queryFn: ({ signal }) => getApi("/metrics/global", globalContract, signal),
});

export const regionalQuery = queryOptions({
  queryKey: queryKeys.snapshot.regional,
  queryFn: ({ signal }) => getWholeList("/metrics/regional", regionalContract, signal),
});

export const servicesOfQuery = (region: string) =>
  queryOptions({
    queryKey: queryKeys.snapshot.servicesOf(region),
    queryFn: ({ signal }) =>
      getWholeList(`/metrics/services?region=${encodeURIComponent(region)}`, serviceContract, signal),
  });

/** How far the engine is that makes all the others. */
export const engineQuery = queryOptions({
  queryKey: queryKeys.snapshot.engine,
  queryFn: ({ signal }) => getApi("/monitoring/status", engineContract, signal),
});

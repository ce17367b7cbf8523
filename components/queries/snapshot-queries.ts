import { queryOptions } from "@tanstack/react-query";
import { executiveDashboardResponseSchema } from "@/lib/contracts/executive-dashboard";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";
import { monitoringStatusResponseSchema } from "@/lib/contracts/monitoring-status";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { getApi } from "./call-api";
import { queryKeys } from "./query-keys";

export const executiveQuery = queryOptions({
  queryKey: queryKeys.snapshot.executive,
  queryFn: ({ signal }) => getApi("/dashboard/executive", executiveDashboardResponseSchema, signal),
});

export const globalQuery = queryOptions({
  queryKey: queryKeys.snapshot.global,
  queryFn: ({ signal }) => getApi("/metrics/global", globalMetricsResponseSchema, signal),
});

export const regionalQuery = queryOptions({
  queryKey: queryKeys.snapshot.regional,
  queryFn: ({ signal }) => getApi("/metrics/regional", regionalMetricsResponseSchema, signal),
});

export const servicesOfQuery = (region: string) =>
  queryOptions({
    queryKey: queryKeys.snapshot.servicesOf(region),
    queryFn: ({ signal }) =>
      getApi(`/metrics/services?region=${encodeURIComponent(region)}`, serviceMetricsResponseSchema, signal),
  });

/** How far the engine is that makes all the others. */
export const engineQuery = queryOptions({
  queryKey: queryKeys.snapshot.engine,
  queryFn: ({ signal }) => getApi("/monitoring/status", monitoringStatusResponseSchema, signal),
});

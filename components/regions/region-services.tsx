"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { usePollWhileAway } from "@/components/queries/live-context";
import { servicesOfQuery } from "@/components/queries/snapshot-queries";
import { useViewHref } from "@/components/shell/view-state";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { ServiceMetricsContract, ServiceMetricsResponse } from "@/lib/contracts/service-metrics";
import {
  formatAvailability,
  formatCount,
  formatErrorRatio,
  formatMs,
  formatPercent,
  formatPerSecond,
  formatScore,
} from "@/lib/pipeline/present/format-number";
import { byUrgency } from "@/lib/pipeline/present/region-state";
import { figureColumns, statusColumn, type FigureColumn } from "./figure-columns";

type Row = ServiceMetricsContract;

const FIGURES: readonly FigureColumn<Row>[] = [
  { field: "health_score", label: "Health", unit: "0–100", format: formatScore },
  { field: "requests_per_second", label: "Requests", unit: "per second", format: formatPerSecond },
  { field: "latency_p99", label: "p99", unit: "ms", format: formatMs },
  { field: "latency_p95", label: "p95", unit: "ms", format: formatMs },
  { field: "error_rate", label: "Errors", unit: "ratio 0–1", format: formatErrorRatio },
  { field: "availability", label: "Availability", unit: "%", format: formatAvailability },
  { field: "cpu_usage", label: "CPU", unit: "%", format: formatPercent },
  { field: "memory_usage", label: "Memory", unit: "%", format: formatPercent },
  { field: "instance_count", label: "Instances", format: formatCount },
];

/** The services of a region, worst first. A failed refresh keeps what was there. */
export function RegionServices({ code }: { code: string }) {
  const refetchInterval = usePollWhileAway();
  const services = useQuery({ ...servicesOfQuery(code), refetchInterval });
  return (
    <section aria-labelledby="services" className="card">
      <RefreshNotice
        error={services.error}
        dataUpdatedAt={services.dataUpdatedAt}
        what="The services"
        onRetry={() => void services.refetch()}
        busy={services.isFetching}
      />
      {services.data ? <ServicesTable code={code} response={services.data} /> : <Loading />}
    </section>
  );
}

const HEADING = (
  <h2 id="services" className="card-title">
    Services here
  </h2>
);

function Loading() {
  return (
    <>
      {HEADING}
      <div className="skeleton mt-2 h-[160px] w-full" aria-busy="true">
        <span className="sr-only">Loading services</span>
      </div>
    </>
  );
}

function ServicesTable({ code, response }: { code: string; response: ServiceMetricsResponse }) {
  const href = useViewHref();
  const { data, meta } = response;
  const rows = useMemo(() => [...data].sort(byUrgency), [data]);
  const columns = useMemo(
    (): readonly DataColumn<Row>[] => [
      {
        id: "service",
        label: "Service",
        value: (row) => row.service_name,
        cell: (row) => (
          <Link
            href={href(
              `/services/${encodeURIComponent(row.service_name)}?region=${encodeURIComponent(code)}`,
            )}
            className="inline-flex min-h-6 items-center hover:underline"
          >
            {row.service_name}
          </Link>
        ),
      },
      statusColumn(),
      ...figureColumns(FIGURES, meta.missing),
    ],
    [code, href, meta.missing],
  );
  return (
    <DataTable
      caption="Services of this region"
      heading={HEADING}
      csvName={`services-${code}`}
      rows={rows}
      rowKey={(row) => row.service_name}
      columns={columns}
      initialSort={{ column: "status", descending: false }}
      empty="No service of this region reports. Samples that name a service appear here."
    />
  );
}

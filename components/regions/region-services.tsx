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
import { byUrgency } from "@/lib/pipeline/present/region-state";
import { SERVICE_FIGURES, type ServiceFigureSource } from "@/lib/pipeline/present/service-figures";
import { figureColumns, HEALTH_FIGURE, statusColumn, type FigureColumn } from "./figure-columns";

type Row = ServiceMetricsContract;

/** The page of the service has the rest. */
const SHOWN: readonly ServiceFigureSource["field"][] = [
  "requests_per_second",
  "latency_p99",
  "latency_p95",
  "error_rate",
  "availability",
  "cpu_usage",
  "memory_usage",
  "instance_count",
];
const FIGURES: readonly FigureColumn<Row>[] = [
  HEALTH_FIGURE,
  ...SHOWN.flatMap((shown) => SERVICE_FIGURES.find(({ field }) => field === shown) ?? []),
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

import Link from "next/link";
import { useMemo } from "react";
import { figureColumns, HEALTH_FIGURE, statusColumn } from "@/components/regions/figure-columns";
import { useViewHref } from "@/components/shell/view-state";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import type { ServiceMetricsContract, ServiceMetricsResponse } from "@/lib/contracts/service-metrics";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import { byUrgency } from "@/lib/pipeline/present/region-state";
import { SERVICE_FIGURES } from "@/lib/pipeline/present/service-figures";
import { servicePath } from "./service-path";

type Row = ServiceMetricsContract;

interface ServiceRegionsProps {
  readonly places: ServiceMetricsResponse;
  readonly nameOf: RegionNames;
  /** The region that the rest of the page shows. */
  readonly current: string | null;
}

/** The service in each of its regions, with every figure: worst first, sortable, as CSV. */
export function ServiceRegions({ places, nameOf, current }: ServiceRegionsProps) {
  const href = useViewHref();
  const { data, meta } = places;
  const rows = useMemo(() => [...data].sort(byUrgency), [data]);
  const columns = useMemo(
    () => columnsOf({ href, nameOf, current, missing: meta.missing }),
    [href, nameOf, current, meta.missing],
  );
  return (
    <section aria-labelledby="by-region" className="card min-w-0">
      <DataTable
        heading={
          <h2 id="by-region" className="card-title">
            By region
          </h2>
        }
        caption="By region"
        csvName={`${data[0]?.service_name ?? "service"} by region`}
        rows={rows}
        rowKey={({ region }) => region}
        columns={columns}
        initialSort={{ column: "status", descending: false }}
        empty="It has not reported from any region yet."
      />
    </section>
  );
}

interface ColumnInput {
  readonly href: (path: string) => string;
  readonly nameOf: RegionNames;
  readonly current: string | null;
  readonly missing: ServiceMetricsResponse["meta"]["missing"];
}

function columnsOf({ href, nameOf, current, missing }: ColumnInput): readonly DataColumn<Row>[] {
  return [
    {
      id: "region",
      label: "Region",
      value: ({ region }) => nameOf(region),
      cell: ({ region, service_name: service }) => (
        <Link
          href={href(`${servicePath(service)}?region=${encodeURIComponent(region)}`)}
          title={region}
          scroll={false}
          aria-current={region === current ? "true" : undefined}
          className={`inline-flex min-h-6 items-center hover:underline ${region === current ? "font-bold" : ""}`}
        >
          {nameOf(region)}
        </Link>
      ),
    },
    statusColumn(),
    ...figureColumns<Row>([HEALTH_FIGURE, ...SERVICE_FIGURES], missing),
  ];
}

import Link from "next/link";
import { useMemo } from "react";
import { useViewHref } from "@/components/shell/view-state";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import type { RegionContract } from "@/lib/contracts/region";
import type { RegionalMetricsContract, RegionalMetricsResponse } from "@/lib/contracts/regional-metrics";
import {
  formatAvailability,
  formatCount,
  formatErrorRatio,
  formatMs,
  formatPercent,
  formatPerSecond,
} from "@/lib/pipeline/present/format-number";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import { byUrgency } from "@/lib/pipeline/present/region-state";
import { figureColumns, HEALTH_FIGURE, statusColumn, type FigureColumn } from "./figure-columns";
import { LocalClock } from "./local-clock";

type Row = RegionalMetricsContract;

const FIGURES: readonly FigureColumn<Row>[] = [
  HEALTH_FIGURE,
  { field: "active_users", label: "Users", format: formatCount },
  { field: "requests_per_second", label: "Requests", unit: "per second", format: formatPerSecond },
  { field: "latency_p99", label: "p99", unit: "ms", format: formatMs },
  { field: "latency_p95", label: "p95", unit: "ms", format: formatMs },
  { field: "error_rate", label: "Errors", unit: "ratio 0–1", format: formatErrorRatio },
  { field: "availability", label: "Availability", unit: "%", format: formatAvailability },
  { field: "cpu_utilization", label: "CPU", unit: "%", format: formatPercent },
  { field: "memory_utilization", label: "Memory", unit: "%", format: formatPercent },
  { field: "server_count", label: "Servers", format: formatCount },
];

interface RegionsTableProps {
  readonly response: RegionalMetricsResponse;
  readonly catalog: readonly RegionContract[];
  readonly nameOf: RegionNames;
}

/** Every region with its figures: worst first, sortable, as CSV. */
export function RegionsTable({ response, catalog, nameOf }: RegionsTableProps) {
  const href = useViewHref();
  const { data, meta } = response;
  const rows = useMemo(() => [...data].sort(byUrgency), [data]);
  const columns = useMemo((): readonly DataColumn<Row>[] => {
    const zones = new Map(catalog.map(({ code, time_zone }) => [code, time_zone]));
    return [
      {
        id: "region",
        label: "Region",
        value: ({ region }) => nameOf(region),
        cell: ({ region }) => <RegionLink href={href} code={region} name={nameOf(region)} />,
      },
      statusColumn(),
      ...figureColumns(FIGURES, meta.missing),
      {
        id: "local-time",
        label: "Local time",
        unit: "time zone",
        value: ({ region }) => zones.get(region) ?? null,
        cell: ({ region }) => <Zone zone={zones.get(region) ?? null} />,
      },
    ];
  }, [catalog, nameOf, href, meta.missing]);
  return (
    <section aria-labelledby="table" className="card">
      <DataTable
        caption="Regions"
        heading={
          <h2 id="table" className="card-title">
            All figures
          </h2>
        }
        csvName="regions"
        rows={rows}
        rowKey={({ region }) => region}
        columns={columns}
        initialSort={{ column: "status", descending: false }}
        empty="No region has reported yet."
      />
    </section>
  );
}

interface RegionLinkProps {
  readonly href: (path: string) => string;
  readonly code: string;
  readonly name: string;
}

function RegionLink({ href, code, name }: RegionLinkProps) {
  return (
    <Link
      href={href(`/regions/${encodeURIComponent(code)}`)}
      title={code}
      className="inline-flex min-h-6 items-center hover:underline"
    >
      {name}
    </Link>
  );
}

function Zone({ zone }: { zone: string | null }) {
  if (zone !== null) return <LocalClock timeZone={zone} />;
  return (
    <span className="text-[12px] text-ink-3" title="An admin sets the time zone in Settings, Regions.">
      Not configured
    </span>
  );
}

import Link from "next/link";
import { useMemo, type ReactNode } from "react";
import { useViewHref } from "@/components/shell/view-state";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { ContactText } from "@/components/ui/contact-text";
import { FigureValue } from "@/components/ui/figure-value";
import { StatusPill } from "@/components/ui/status-pill";
import {
  formatErrorRatio,
  formatMs,
  formatPerSecond,
  formatScore,
  type FormattedValue,
} from "@/lib/pipeline/present/format-number";
import type { ServiceFigure, ServiceList, ServiceRow } from "@/lib/pipeline/present/service-row";
import { RegionStrip } from "./region-strip";
import { servicePath } from "./service-path";

interface ServicesTableProps {
  readonly rows: readonly ServiceRow[];
  readonly regions: ServiceList["regions"];
  readonly empty: ReactNode;
}

/** The services: worst first, sortable, as CSV. */
export function ServicesTable({ rows, regions, empty }: ServicesTableProps) {
  const href = useViewHref();
  const columns = useMemo(() => columnsOf(href), [href]);
  return (
    <>
      <DataTable
        caption="Services"
        heading={<h2 className="card-title">All services</h2>}
        csvName="services"
        rows={rows}
        rowKey={({ name }) => name}
        columns={columns}
        initialSort={{ column: "status", descending: false }}
        empty={empty}
      />
      {rows.length === 0 || regions.length < 2 ? null : (
        <p className="mt-2 text-caption text-ink-2">
          Regions from the left: {regions.map(({ name }) => name).join(", ")}.
        </p>
      )}
    </>
  );
}

function columnsOf(href: (path: string) => string): readonly DataColumn<ServiceRow>[] {
  return [
    {
      id: "service",
      label: "Service",
      value: ({ name }) => name,
      cell: ({ name }) => (
        <Link
          href={href(servicePath(name))}
          className="inline-flex min-h-6 max-w-[32ch] items-center break-all hover:underline"
        >
          {name}
        </Link>
      ),
    },
    {
      id: "status",
      label: "Status",
      value: ({ state }) => state.word,
      sortBy: ({ urgency }) => urgency,
      cell: ({ state, because }) => (
        <span title={because}>
          <StatusPill status={state} />
        </span>
      ),
    },
    figure("health", "Health", "0–100", formatScore),
    figure("requests", "Requests", "per second", formatPerSecond),
    figure("errors", "Errors", "ratio 0–1", formatErrorRatio),
    figure("p99", "p99", "ms", formatMs),
    {
      id: "regions",
      label: "Regions",
      long: true,
      value: ({ regions }) => regions.summary,
      cell: ({ regions }) => <RegionStrip strip={regions} />,
    },
    {
      id: "tier",
      label: "Tier",
      numeric: true,
      value: ({ tier }) => tier,
      cell: ({ tier }) => tier ?? <NotConfigured />,
    },
    {
      id: "owner",
      label: "Owner",
      value: ({ owner }) => owner,
      cell: ({ owner }) => owner ?? <NotConfigured />,
    },
    {
      id: "contact",
      label: "Contact",
      long: true,
      value: ({ contact }) => contact,
      cell: ({ contact }) => (contact === null ? <NotConfigured /> : <ContactText contact={contact} />),
    },
  ];
}

function figure(
  id: "health" | "requests" | "errors" | "p99",
  label: string,
  unit: string,
  format: (value: number) => FormattedValue,
): DataColumn<ServiceRow> {
  return {
    id,
    label,
    unit,
    numeric: true,
    value: (row) => row[id].value,
    cell: (row) => <FigureCell figure={row[id]} format={format} />,
  };
}

function FigureCell({
  figure: { value, missing },
  format,
}: {
  figure: ServiceFigure;
  format: (value: number) => FormattedValue;
}) {
  if (value !== null) return <FigureValue value={format(value)} />;
  return (
    <span className="text-[12px] text-ink-3" title={missing?.remedy}>
      {missing?.word}
    </span>
  );
}

function NotConfigured() {
  return (
    <span className="text-[12px] text-ink-3" title="An admin sets it in Settings, Services.">
      Not configured
    </span>
  );
}

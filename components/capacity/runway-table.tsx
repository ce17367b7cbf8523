"use client";

import Link from "next/link";
import { useState } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { useViewHref } from "@/components/shell/view-state";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FigureValue } from "@/components/ui/figure-value";
import { StatusShape } from "@/components/ui/status-shape";
import { runwayWords, type RunwayRow, type RunwayState } from "@/lib/pipeline/present/capacity-rows";
import { formatPercent } from "@/lib/pipeline/present/format-number";
import { formatDate } from "@/lib/pipeline/present/format-time";
import type { Shape } from "@/lib/pipeline/present/status-model";

const LOOK: Readonly<Record<RunwayState, { readonly shape: Shape; readonly colour: string }>> = {
  full: { shape: "diamond", colour: "text-crit" },
  ends: { shape: "clock", colour: "text-pred" },
  "may-end": { shape: "clock", colour: "text-pred" },
  lasts: { shape: "circle", colour: "text-ok" },
  unknown: { shape: "ring", colour: "text-ink-2" },
};

/** Those that end first; the others last longer. */
const SHOWN_FIRST = 10;

/** What ends first: every resource of every region. */
export function RunwayTable({ rows }: { rows: readonly RunwayRow[] }) {
  const nameOf = useRegionName();
  const inView = useViewHref();
  const [all, setAll] = useState(false);
  return (
    <section aria-labelledby="runway" className="card min-w-0">
      <h2 id="runway" className="card-title">
        Runway <span className="font-[450]">— until a resource passes its target in its busiest hour</span>
      </h2>
      <DataTable
        caption="Runway"
        csvName="runway"
        rows={all ? rows : rows.slice(0, SHOWN_FIRST)}
        rowKey={({ id }) => id}
        columns={columnsOf(nameOf, inView)}
        empty={
          <EmptyState title="No region is planned for yet.">
            Capacity follows from requests, servers and utilisation, once an hour of them is over.
          </EmptyState>
        }
      />
      {rows.length <= SHOWN_FIRST ? null : (
        <button type="button" className="btn btn-quiet mt-2" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? `Show the first ${SHOWN_FIRST}` : `Show all ${rows.length}`}
        </button>
      )}
    </section>
  );
}

function columnsOf(
  nameOf: (code: string) => string,
  inView: (path: string) => string,
): readonly DataColumn<RunwayRow>[] {
  return [
    {
      id: "region",
      label: "Region",
      value: ({ region }) => nameOf(region),
      cell: ({ region }) => (
        <Link className="link" href={inView(`/regions/${encodeURIComponent(region)}`)}>
          {nameOf(region)}
        </Link>
      ),
    },
    { id: "resource", label: "Resource", value: ({ label }) => label },
    {
      id: "runway",
      label: "Runway",
      value: runwayWords,
      sortBy: ({ daysLeft, state }) => daysLeft ?? (state === "lasts" ? 1e6 : 1e7),
      cell: (row) => (
        <span
          className={`inline-flex items-center gap-1.5 font-medium whitespace-normal ${LOOK[row.state].colour}`}
        >
          <StatusShape shape={LOOK[row.state].shape} />
          {runwayWords(row)}
        </span>
      ),
    },
    {
      id: "passes",
      label: "Median passes",
      value: ({ passes }) => passes,
      cell: ({ passes }) =>
        passes === null ? (
          <span className="text-ink-2">not foreseen</span>
        ) : (
          formatDate(Date.parse(passes), "UTC")
        ),
    },
    {
      id: "newest",
      label: "Newest day",
      numeric: true,
      unit: "%",
      value: ({ newest }) => newest,
      cell: ({ newest }) =>
        newest === null ? (
          <span className="text-ink-2">Not known</span>
        ) : (
          <FigureValue value={formatPercent(newest)} />
        ),
    },
    {
      id: "target",
      label: "Target",
      numeric: true,
      unit: "%",
      value: ({ target }) => target,
      cell: ({ target }) => <FigureValue value={formatPercent(target)} />,
    },
  ];
}

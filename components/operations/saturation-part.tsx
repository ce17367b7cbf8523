"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo, type CSSProperties } from "react";
import { usePollWhileAway } from "@/components/queries/live-context";
import { regionalQuery } from "@/components/queries/snapshot-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { useViewHref } from "@/components/shell/view-state";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { FigureValue } from "@/components/ui/figure-value";
import { PagePart } from "@/components/ui/page-part";
import { StatusShape } from "@/components/ui/status-shape";
import { TONE_TEXT_CLASS } from "@/components/ui/tone-class";
import type { RegionalMetricsResponse } from "@/lib/contracts/regional-metrics";
import {
  SATURATION_RESOURCES,
  saturationRows,
  type SaturationCell,
  type SaturationRow,
} from "@/lib/pipeline/present/saturation-model";
import "./heat.css";

/** How full each resource is in each region. */
export function SaturationPart() {
  const refetchInterval = usePollWhileAway();
  const regional = useQuery({ ...regionalQuery, refetchInterval });
  return (
    <PagePart title="Saturation by region" query={regional} what="The saturation" heightPx={190}>
      {(response) => (
        <div className="sm:-mt-[22px]">
          <Table response={response} />
        </div>
      )}
    </PagePart>
  );
}

function Table({ response }: { response: RegionalMetricsResponse }) {
  const nameOf = useRegionName();
  const href = useViewHref();
  const rows = useMemo(() => saturationRows(response), [response]);
  const columns = useMemo(
    (): readonly DataColumn<SaturationRow>[] => [
      {
        id: "region",
        label: "Region",
        value: ({ region }) => nameOf(region),
        cell: ({ region }) => (
          <Link
            href={href(`/regions/${encodeURIComponent(region)}`)}
            className="inline-flex min-h-6 items-center hover:underline"
          >
            {nameOf(region)}
          </Link>
        ),
      },
      ...SATURATION_RESOURCES.map(({ id, label }): DataColumn<SaturationRow> => {
        const cellOf = (row: SaturationRow) => row.cells.find((cell) => cell.id === id);
        return {
          id,
          label,
          unit: "%",
          numeric: true,
          value: (row) => cellOf(row)?.percent ?? null,
          cell: (row) => <Heat cell={cellOf(row)} />,
        };
      }),
    ],
    [nameOf, href],
  );
  return (
    <DataTable
      caption="Saturation by region"
      csvName="saturation"
      rows={rows}
      rowKey={({ region }) => region}
      columns={columns}
      empty="No region has reported yet."
    />
  );
}

/** A number over a bar as long as it is full; what is a risk has a shape and its word too. */
function Heat({ cell }: { cell: SaturationCell | undefined }) {
  if (cell === undefined) return null;
  const { value, missing, percent, state } = cell;
  if (value === null)
    return (
      <span className="text-[12px] text-ink-3" title={missing?.remedy}>
        {missing?.word}
      </span>
    );
  const risk = state.tone === "warn" || state.tone === "crit";
  return (
    <span
      className={`heat ${risk ? TONE_TEXT_CLASS[state.tone] : "text-ink-3"}`}
      style={{ "--full": `${percent}%` } as CSSProperties}
      title={state.word}
      data-heat={state.word}
    >
      {risk ? (
        <>
          <StatusShape shape={state.shape} size={9} />
          <span className="sr-only">{state.word}: </span>
        </>
      ) : null}
      <span className="text-ink">
        <FigureValue value={value} />
      </span>
    </span>
  );
}

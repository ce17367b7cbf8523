import Link from "next/link";
import { useViewHref } from "@/components/shell/view-state";
import type { RegionalMetricsResponse } from "@/lib/contracts/regional-metrics";
import { plainText } from "@/lib/pipeline/present/format-number";
import {
  REGION_COLUMNS,
  regionRows,
  type RegionCell,
  type RegionRow,
} from "@/lib/pipeline/present/region-row";
import { useRegionName } from "@/components/queries/use-region-name";
import { Age } from "@/components/ui/age";
import { ExplainButton } from "@/components/ui/explain-button";
import { FigureValue } from "@/components/ui/figure-value";
import { StatusPill } from "@/components/ui/status-pill";

/** The regions, worst first: a table on a desk, cards on a phone. Roles are spelled out, since the cards undo the table. */
export function RegionTable({ response }: { response: RegionalMetricsResponse }) {
  const rows = regionRows(response, useRegionName());
  return (
    <section aria-labelledby="regions" className="card">
      <h2 id="regions" className="card-title flex items-center gap-2">
        Regions <span className="font-[450]">worst first, then by traffic</span>
      </h2>
      {rows.length === 0 ? <NoRegions remedy={response.meta.missing[0]?.remedy} /> : <Regions rows={rows} />}
    </section>
  );
}

function NoRegions({ remedy }: { remedy: string | undefined }) {
  return (
    <p className="py-8 text-center text-ink-2">
      No region has reported yet. {remedy ?? "A region appears with its first sample."}
    </p>
  );
}

function Regions({ rows }: { rows: readonly RegionRow[] }) {
  return (
    <table className="table-plain region-table mt-1" role="table" aria-labelledby="regions">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">Region</th>
          <th role="columnheader" className="left">
            Status
          </th>
          <th role="columnheader">Health</th>
          {REGION_COLUMNS.map((column) => (
            <th role="columnheader" key={column.id} data-column={column.id}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <RegionTableRow key={row.code} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function RegionTableRow({ row }: { row: RegionRow }) {
  const href = useViewHref();
  return (
    <tr role="row" data-region={row.code}>
      <th role="rowheader" scope="row" title={row.code} className="region-name">
        <Link href={href(`/regions/${encodeURIComponent(row.code)}`)} className="evidence">
          {row.name}
        </Link>
      </th>
      <td role="cell" className="left region-status">
        <div className="inline-flex items-center gap-2">
          <StatusPill status={row.status} />
          <RegionExplanation row={row} />
        </div>
      </td>
      <td role="cell" data-label="Health">
        {row.health === null ? (
          <Missing word="No data" remedy={row.because} />
        ) : (
          <FigureValue value={row.health} />
        )}
      </td>
      {row.cells.map((cell) => (
        <td role="cell" key={cell.column.id} data-label={cell.column.label} data-column={cell.column.id}>
          <Cell cell={cell} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ cell }: { cell: RegionCell }) {
  if (cell.value !== null) return <FigureValue value={cell.value} />;
  return <Missing word={cell.missing?.word ?? "No data"} remedy={cell.missing?.remedy ?? ""} />;
}

function Missing({ word, remedy }: { word: string; remedy: string }) {
  return (
    <span className="text-[12px] text-ink-3" title={remedy}>
      {word}
    </span>
  );
}

function RegionExplanation({ row }: { row: RegionRow }) {
  const missing = row.cells.filter((cell) => cell.value === null);
  return (
    <ExplainButton subject={`${row.name}: ${row.status.word.toLowerCase()}`}>
      <dl className="explain-list">
        <dt>Status</dt>
        <dd>{row.because}</dd>
        <dt>Health</dt>
        <dd>
          {row.health === null ? "Not known" : `${plainText(row.health)} of 100`}
          {row.penalties.map((because) => (
            <span key={because} className="block text-ink-2">
              {because}
            </span>
          ))}
        </dd>
        {missing.map((cell) => (
          <MissingEntry key={cell.column.id} cell={cell} />
        ))}
        <dt>Newest sample</dt>
        <dd>{row.newestSampleAt === null ? "Never" : <Age atMs={Date.parse(row.newestSampleAt)} />}</dd>
      </dl>
    </ExplainButton>
  );
}

function MissingEntry({ cell }: { cell: RegionCell }) {
  return (
    <>
      <dt>{cell.column.label}</dt>
      <dd>
        {cell.missing?.word}. <span className="text-ink-2">{cell.missing?.remedy}</span>
      </dd>
    </>
  );
}

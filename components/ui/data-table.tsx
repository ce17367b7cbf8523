"use client";

import { useMemo, useState, type ReactNode } from "react";
import { useShownZone } from "@/components/shell/view-state";
import { formatStamp } from "@/lib/pipeline/present/format-time";
import { sortRows } from "@/lib/pipeline/present/sort-rows";
import { CsvButton } from "./csv-button";
import { SortHeader, SortSelect, type Sort } from "./sort-control";

export interface DataColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly numeric?: boolean;
  /** The value is a moment, Unix ms. */
  readonly time?: boolean;
  /** What is sorted by and exported; null: not known. */
  readonly value: (row: Row) => string | number | null;
  /** Of the value, such as `ms`: stands in the heading of the export. */
  readonly unit?: string;
  /** Where the value has an order of its own: states from worst to best, smallest first. */
  readonly sortBy?: (row: Row) => string | number | null;
  /** Takes a line of its own on a phone, where rows are cards of two columns. */
  readonly long?: boolean;
  /** How it is shown; default: the value itself. */
  readonly cell?: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table is of; for screen readers. */
  readonly caption: string;
  /** Of the exported file, without its ending. */
  readonly csvName: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The first one names its row. */
  readonly columns: readonly DataColumn<Row>[];
  readonly initialSort?: Sort;
  /** What can be done with a row, at its end; neither sorted by nor exported. */
  readonly actions?: { readonly label: string; readonly cell: (row: Row) => ReactNode };
  /** Beside the table's own buttons. */
  readonly heading?: ReactNode;
  /** In place of no rows. */
  readonly empty?: ReactNode;
  /** It needs more room than a tablet has; default: from seven columns on. */
  readonly wide?: boolean;
  /** Without it: what surrounds the table has its own way to export it. */
  readonly toolbar?: boolean;
}

const WIDE_FROM = 7;

/**
 * Rows that can be sorted and exported: a table where there is room, cards where there is none (by its own width, not the
 * window's). Roles are spelled out, since the cards undo the table.
 */
export function DataTable<Row>({
  caption,
  csvName,
  rows,
  rowKey,
  columns,
  initialSort,
  actions,
  heading,
  empty = "Nothing to show.",
  toolbar = true,
  wide = columns.length >= WIDE_FROM,
}: DataTableProps<Row>) {
  const [sort, setSort] = useState<Sort | null>(initialSort ?? null);
  const timeZone = useShownZone();
  const sorted = useMemo(() => {
    const by = columns.find((column) => column.id === sort?.column);
    return by === undefined ? rows : sortRows(rows, by.sortBy ?? by.value, sort?.descending ?? false);
  }, [rows, columns, sort]);
  return (
    <div className="data-table" data-wide={wide || undefined}>
      {toolbar && (rows.length > 0 || heading !== undefined) ? (
        <div className="flex flex-wrap items-center justify-end gap-2">
          {heading === undefined ? null : <div className="mr-auto">{heading}</div>}
          <SortSelect caption={caption} columns={columns} sort={sort} onSort={setSort} />
          <CsvButton caption={caption} csvName={csvName} columns={columns} rows={sorted} />
        </div>
      ) : null}
      {rows.length === 0 ? <div className="py-6 text-center text-ink-2">{empty}</div> : null}
      {rows.length === 0 ? null : (
        <div className="data-table-scroll" tabIndex={0} role="region" aria-label={caption}>
          <table className="table-plain" role="table" aria-label={caption}>
            <thead role="rowgroup">
              <tr role="row">
                {columns.map((column) => (
                  <SortHeader key={column.id} column={column} sort={sort} onSort={setSort} />
                ))}
                {actions === undefined ? null : (
                  <th role="columnheader" scope="col" className="actions">
                    <span className="sr-only">{actions.label}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {sorted.map((row) => (
                <tr key={rowKey(row)} role="row" data-row={rowKey(row)}>
                  {columns.map((column, index) => (
                    <DataCell key={column.id} column={column} row={row} names={index === 0} zone={timeZone} />
                  ))}
                  {actions === undefined ? null : (
                    <td role="cell" className="actions">
                      {actions.cell(row)}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

interface DataCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly row: Row;
  /** It is what its row is called by. */
  readonly names: boolean;
  readonly zone: string;
}

function DataCell<Row>({ column, row, names, zone }: DataCellProps<Row>) {
  const content = column.cell === undefined ? plainCell(column, row, zone) : column.cell(row);
  const className = column.numeric === true ? undefined : "left";
  if (names)
    return (
      <th role="rowheader" scope="row" className={className}>
        {content}
      </th>
    );
  return (
    <td
      role="cell"
      className={className}
      data-label={column.label}
      data-column={column.id}
      data-long={column.long}
    >
      {content}
    </td>
  );
}

function plainCell<Row>(column: DataColumn<Row>, row: Row, zone: string): ReactNode {
  const value = column.value(row);
  if (value === null) return <span className="text-[12px] text-ink-3">No data</span>;
  if (typeof value === "string") return value;
  return column.time === true ? formatStamp(value, zone) : value.toLocaleString("en");
}

"use client";

import { useMemo } from "react";
import { useShownZone } from "@/components/shell/view-state";
import { DataTable, type DataColumn } from "@/components/ui/data-table";
import { FigureValue } from "@/components/ui/figure-value";
import { formatStamp } from "@/lib/pipeline/present/format-time";
import type { ChartMetric } from "@/lib/pipeline/present/history-metric";
import { FORETOLD_COLUMNS, seriesRows, type SeriesRow } from "@/lib/pipeline/present/series-table";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";

interface PanelTableProps {
  readonly model: TimeSeriesModel;
  readonly metric: ChartMetric;
  readonly caption: string;
}

/** What a chart draws, as a table: every step, newest first, each time with its offset. */
export function PanelTable({ model, metric, caption }: PanelTableProps) {
  const timeZone = useShownZone();
  const rows = useMemo(() => seriesRows(model), [model]);
  const columns = useMemo(() => columnsOf(model, metric, timeZone), [model, metric, timeZone]);
  return (
    <div className="h-full overflow-y-auto">
      <DataTable
        caption={`${caption}, as a table`}
        csvName={caption}
        rows={rows}
        rowKey={(row) => String(row.timeMs)}
        columns={columns}
        toolbar={false}
      />
    </div>
  );
}

function columnsOf(
  model: TimeSeriesModel,
  metric: ChartMetric,
  timeZone: string,
): readonly DataColumn<SeriesRow>[] {
  const time: DataColumn<SeriesRow> = {
    id: "time",
    label: "Time",
    time: true,
    value: (row) => row.timeMs,
    cell: (row) => (
      <time dateTime={new Date(row.timeMs).toISOString()}>{formatStamp(row.timeMs, timeZone)}</time>
    ),
  };
  const lines = model.lines.map(({ id, label, role }) => ({
    id,
    label: role === "main" ? metric.label : label,
    numeric: true,
    value: (row: SeriesRow) => row.values.get(id) ?? null,
    cell: (row: SeriesRow) => {
      const value = row.values.get(id) ?? null;
      return value === null ? (
        <span className="text-ink-3">no data</span>
      ) : (
        <FigureValue value={metric.format(value)} />
      );
    },
  }));
  const foretold = model.foretold === null ? [] : FORETOLD_COLUMNS;
  const forecast = model.forecast === null ? [] : [{ id: "forecast", label: "Forecast (median)" }];
  const expected = [...foretold, ...forecast].map((column) => expectedColumn(column, metric));
  return [time, ...lines, ...expected, ...(model.unusual.length === 0 ? [] : [UNUSUAL])];
}

const UNUSUAL: DataColumn<SeriesRow> = {
  id: "unusual",
  label: "Unusual",
  value: ({ unusual }) => unusual,
  cell: ({ unusual }) => unusual ?? <span className="text-ink-3">no</span>,
};

function expectedColumn(
  { id, label }: { readonly id: string; readonly label: string },
  metric: ChartMetric,
): DataColumn<SeriesRow> {
  const expected = ({ values }: SeriesRow) => values.get(id) ?? null;
  return {
    ...{ id, label, numeric: true },
    value: expected,
    cell: (row) => {
      const value = expected(row);
      return value === null ? (
        <span className="text-ink-3">none</span>
      ) : (
        <FigureValue value={metric.format(value)} />
      );
    },
  };
}

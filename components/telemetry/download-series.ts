import { downloadText } from "@/components/ui/download-text";
import type { HistoryUnitContract } from "@/lib/contracts/metrics-history";
import { csvFileName, csvText, type CsvColumn } from "@/lib/pipeline/present/csv";
import { FORETOLD_COLUMNS, seriesRows, unitText, type SeriesRow } from "@/lib/pipeline/present/series-table";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";

interface SeriesFile {
  readonly name: string;
  readonly unit: HistoryUnitContract | undefined;
  readonly timeZone: string;
}

/** Gives the visitor what a chart draws as a file: values as the API answers them, times in the zone that is looked at. */
export function downloadSeries(model: TimeSeriesModel, { name, unit, timeZone }: SeriesFile): void {
  const suffix = unit === undefined ? "" : ` (${unitText(unit)})`;
  const columns: readonly CsvColumn<SeriesRow>[] = [
    { label: "Time", value: (row) => row.timeMs, time: true },
    ...model.lines.map(({ id, label }) => ({
      label: label + suffix,
      value: (row: SeriesRow) => row.values.get(id) ?? null,
    })),
    ...(model.foretold === null ? [] : FORETOLD_COLUMNS).map(({ id, label }) => ({
      label: label + suffix,
      value: (row: SeriesRow) => row.values.get(id) ?? null,
    })),
    ...(model.forecast === null
      ? []
      : [
          {
            label: `Forecast, median${suffix}`,
            value: (row: SeriesRow) => row.values.get("forecast") ?? null,
          },
        ]),
  ];
  downloadText(csvFileName(name), csvText(columns, seriesRows(model), timeZone));
}

import type { HistoryUnitContract } from "@/lib/contracts/metrics-history";
import { readingsAt, stopsOf, unusualAt } from "./series-reading";
import type { TimeSeriesModel } from "./time-series";

const LOW = "foretold-low";
const HIGH = "foretold-high";

/** What had been forecast a day before, as columns beside the lines: by their ids in a row. */
export const FORETOLD_COLUMNS = [
  { id: "foretold", label: "Forecast a day before (median)" },
  { id: LOW, label: "Its 80 % band, from" },
  { id: HIGH, label: "Its 80 % band, to" },
] as const;

/** What all lines of a chart say at one of its steps. */
export interface SeriesRow {
  readonly timeMs: number;
  /** By line; a line that has no step there is missing. */
  readonly values: ReadonlyMap<string, number | null>;
  readonly unusual: "above" | "below" | null;
}

/** A chart as rows, newest first: what it draws, and nothing else. */
export function seriesRows(model: TimeSeriesModel): readonly SeriesRow[] {
  return stopsOf(model)
    .map((timeMs) => ({
      timeMs,
      unusual: unusualAt(model, timeMs),
      values: new Map(
        readingsAt(model, timeMs).flatMap(
          ({ id, value, band }): [string, number | null][] =>
          band === undefined ? [[id, value]] : [[id, value], [LOW, band.low], [HIGH, band.high]], // prettier-ignore
        ),
      ),
    }))
    .reverse();
}

const UNIT_TEXT: Readonly<Record<HistoryUnitContract, string>> = {
  per_second: "per second",
  percent: "%",
  ratio: "ratio 0–1",
  count: "number",
  ms: "ms",
  currency_per_second: "reporting currency per second",
};

/** A unit as the heading of an exported column has it: the file holds the values as the API answers them. */
export function unitText(unit: HistoryUnitContract): string {
  return UNIT_TEXT[unit];
}

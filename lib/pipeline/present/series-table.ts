import type { HistoryUnitContract } from "@/lib/contracts/metrics-history";
import { readingsAt, stopsOf } from "./series-reading";
import type { TimeSeriesModel } from "./time-series";

/** What all lines of a chart say at one of its steps. */
export interface SeriesRow {
  readonly timeMs: number;
  /** By line; a line that has no step there is missing. */
  readonly values: ReadonlyMap<string, number | null>;
}

/** A chart as rows, newest first: what it draws, and nothing else. */
export function seriesRows(model: TimeSeriesModel): readonly SeriesRow[] {
  return stopsOf(model)
    .map((timeMs) => ({
      timeMs,
      values: new Map(readingsAt(model, timeMs).map(({ id, value }) => [id, value])),
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

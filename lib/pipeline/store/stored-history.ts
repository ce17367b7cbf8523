import { metricByCode, metricDefinition, type MetricName } from "@/lib/domain/metric";
import type { Tier } from "@/lib/domain/window";

export interface RegionHistoryQuery {
  readonly metrics: readonly MetricName[];
  /** null: every region. */
  readonly regions: readonly string[] | null;
  readonly tier: Tier;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is stored of one metric in one region, by time. */
export interface StoredHistory<Part> {
  readonly metric: MetricName;
  readonly region: string;
  readonly parts: readonly Part[];
}

/** Rows in the order of metric and region as histories. */
export function storedHistories<Row extends { readonly metric: number; readonly region: string }, Part>(
  rows: readonly Row[],
  read: (row: Row, into: Part[]) => void,
): StoredHistory<Part>[] {
  const histories: { metric: MetricName; region: string; parts: Part[] }[] = [];
  for (const row of rows) {
    const metric = metricByCode(row.metric);
    if (metric === undefined) continue;
    let last = histories.at(-1);
    if (last?.metric !== metric || last.region !== row.region)
      histories.push((last = { metric, region: row.region, parts: [] }));
    read(row, last.parts);
  }
  return histories;
}

export function metricCodes(metrics: readonly MetricName[]): number[] {
  return metrics.map((name) => metricDefinition(name).code);
}

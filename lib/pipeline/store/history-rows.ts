import type pg from "pg";
import type { RowPlace } from "./rollup-copy-writer";
import type { NameIds } from "./rollup-store";
import { metricDefinition } from "@/lib/domain/metric";
import type { HistoryScope, TierColumns } from "@/lib/pipeline/aggregate/history-columns";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { encodeComponents } from "@/lib/pipeline/aggregate/histogram-codec";
import type { ScopeColumns } from "@/lib/pipeline/aggregate/scope-columns";
import type { TierRow } from "@/lib/pipeline/aggregate/tier-rows";

/** Takes a row that is not stored yet. */
export type TakeRow = (
  place: RowPlace,
  windowMs: number,
  columns: ScopeColumns,
  window: number,
  histogram: Buffer | null,
) => void;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly scopes: readonly HistoryScope[];
}

/** Keys of the stored rows of these tiers that the span could meet. */
export async function knownRows(
  client: pg.ClientBase,
  tiersMs: readonly number[],
  { fromMs, toMs, scopes }: Span,
  ids: NameIds,
  which: "region rows" | "all rows",
): Promise<ReadonlySet<string>> {
  const unique = (values: number[]) => [...new Set(values)];
  const { rows } = await client.query<{ key: string }>(
    `select concat_ws('|', tier_ms, metric, region_id, service_id, window_ms) as key from rollup
     where tier_ms = any($1::int[]) and metric = any($2::smallint[]) and region_id = any($3::int[])
       and window_ms >= $4 and window_ms < $5 ${which === "region rows" ? "and service_id = 0" : ""}`,
    [
      tiersMs,
      unique(scopes.map(({ metric }) => metricDefinition(metric).code)),
      unique(scopes.map(({ region }) => ids.region(region))),
      fromMs,
      toMs,
    ],
  );
  return new Set(rows.map(({ key }) => key));
}

interface SplitOptions {
  readonly ids: NameIds;
  readonly nowMs: number;
  /** Rows that are stored already. */
  readonly stored: ReadonlySet<string>;
}

/** Every row of the tiers that still keep it: new ones go to `fresh` in key order, those to be added to are returned. */
export function splitRows(
  tiers: readonly TierColumns[],
  { ids, nowMs, stored }: SplitOptions,
  fresh: TakeRow,
): TierRow[] {
  const shared: TierRow[] = [];
  for (const { tier, firstMs, scopes } of tiers)
    for (const { metric, region, service, columns } of scopes) {
      const place = {
        tierMs: tier.windowMs,
        metric: metricDefinition(metric).code,
        regionId: ids.region(region),
        serviceId: ids.service(service),
      };
      const prefix = `${place.tierMs}|${place.metric}|${place.regionId}|${place.serviceId}|`;
      for (let window = 0; window < columns.length; window++) {
        const windowMs = firstMs + window * tier.windowMs;
        if (columns.known[window] === 0 || windowMs < nowMs - tier.keepMs) continue;
        const histogram = histogramOf(columns, window);
        if (stored.size > 0 && stored.has(prefix + windowMs))
          shared.push({
            ...{ tier, metric, region, service, windowMs },
            ...valuesAt(columns, window),
            histogram: histogram && Histogram.decode(histogram),
          });
        else fresh(place, windowMs, columns, window, histogram);
      }
    }
  return shared;
}

/** The values of a window, null where unknown. */
export function valuesAt(columns: ScopeColumns, window: number) {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    count: columns.count[window]!,
    sum: columns.sum[window]!,
    min: orNull(columns.min[window]!),
    max: orNull(columns.max[window]!),
    last: orNull(columns.last[window]!),
    lastMs: orNull(columns.lastMs[window]!),
  };
}

function histogramOf(columns: ScopeColumns, window: number): Buffer | null {
  if (columns.buckets.size === 0) return null;
  const classic = [...columns.buckets].map(([key, { boundsMs, counts }]) => {
    const width = boundsMs.length;
    const cumulative = [...counts.subarray(window * width, (window + 1) * width)];
    return [key, { boundsMs, cumulative }] as [string, { boundsMs: readonly number[]; cumulative: number[] }];
  });
  return encodeComponents({ zeroCount: 0, exponential: new Map(), classic: new Map(classic) });
}

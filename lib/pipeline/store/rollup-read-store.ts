import type pg from "pg";
import { metricByCode, type MetricName } from "@/lib/domain/metric";
import type { PackedBlock, RollupRow, RollupSum, SignalRow } from "@/lib/domain/rollup-row";
import { TIERS, type Tier } from "@/lib/domain/window";
import { coverWindows, type LadderPiece } from "@/lib/pipeline/aggregate/rollup-ladder";
import { HistoryBlocks } from "./history-blocks";
import { metricCodes, storedHistories, type RegionHistoryQuery, type StoredHistory } from "./stored-history";

/** "regions": each region as a whole. "services": each service in each region. */
export type RollupScope = "regions" | "services";

export interface WindowQuery {
  readonly metrics: readonly MetricName[];
  readonly tier: Tier;
  /** Windows that start in [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly scope: RollupScope;
}

export interface SumQuery {
  readonly metrics: readonly MetricName[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly scope: RollupScope;
  /** The present: tiers are used for as long as they are kept. */
  readonly nowMs: number;
}

export interface PieceQuery {
  readonly metric: MetricName;
  readonly region: string;
  /** Runs of windows, none of which overlap. */
  readonly pieces: readonly LadderPiece[];
}

/** Since when there is something of a (metric, region, service). */
export interface FirstWindow {
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string | null;
  /** Start of the oldest window, Unix ms. */
  readonly firstMs: number;
}

export interface HistoryQuery extends RegionHistoryQuery {
  /** null: the regions as a whole, with their histograms. */
  readonly services: readonly string[] | null;
}

export interface RollupReadStore {
  windows(query: WindowQuery): Promise<RollupRow[]>;
  /** Sums over an exact span, made of the coarsest windows that fit; one query. */
  sums(query: SumQuery): Promise<RollupSum[]>;
  /** Every row of a region as a whole and of each of its services, in one query. */
  rowsOver(query: PieceQuery): Promise<RollupRow[]>;
  signals(): Promise<SignalRow[]>;
  /** Packed history of regions: few rows however long the span. The outer blocks may reach beyond it. */
  regionHistory(query: RegionHistoryQuery): Promise<StoredHistory<PackedBlock>[]>;
  /** Roll-up rows of services (or of whole regions) with their histograms; those of one window side by side. */
  serviceHistory(query: HistoryQuery): Promise<StoredHistory<RollupRow>[]>;
  /** Start of the oldest window in which a region had the metric; null where none is stored. */
  oldestWindowMs(metric: MetricName): Promise<number | null>;
  /** Of every scope that has the metrics. */
  firstWindows(metrics: readonly MetricName[], scope: RollupScope): Promise<FirstWindow[]>;
}

/**
 * The stored keys of a scope. Each is then looked up by the whole primary key: the leaves are never scanned. A region's
 * row exists for every metric that any of its parts sends.
 */
const KEYS: Readonly<Record<RollupScope, string>> = {
  regions: `select distinct metric, region_id, 0 as service_id from signal where metric = any($1::smallint[])`,
  services: `select metric, region_id, service_id from signal where metric = any($1::smallint[]) and service_id <> 0`,
};
const NAMES = `join region g on g.id = k.region_id left join service s on s.id = k.service_id`;
const OF_KEY = `r.metric = k.metric and r.region_id = k.region_id and r.service_id = k.service_id`;
const ROW = `k.metric, g.code as region, s.name as service, r.window_ms, r.count, r.sum, r.min, r.max, r.last, r.histogram`;

interface RawRow {
  metric: number;
  region: string;
  service: string | null;
  window_ms: string;
  count: number;
  sum: number;
  min: number | null;
  max: number | null;
  last: number | null;
  histogram: Buffer | null;
}

/** Reads roll-ups by name. Unknown metric codes (of a newer version) are left out. */
export function createRollupReadStore(pool: pg.Pool): RollupReadStore {
  const blocks = HistoryBlocks.of(pool);
  return {
    windows: (query) => readWindows(pool, query),
    sums: (query) => readSums(pool, query),
    rowsOver: (query) => readRowsOver(pool, query),
    signals: () => readSignals(pool),
    regionHistory: (query) => blocks.read(query),
    serviceHistory: (query) => readServiceHistory(pool, query),
    oldestWindowMs: (metric) => readOldestWindow(pool, metric),
    firstWindows: (metrics, scope) => readFirstWindows(pool, metrics, scope),
  };
}

function toRow(raw: RawRow): RollupRow[] {
  const metric = metricByCode(raw.metric);
  return metric === undefined ? [] : [{ ...raw, metric, windowMs: Number(raw.window_ms) }];
}

async function readWindows(pool: pg.Pool, query: WindowQuery): Promise<RollupRow[]> {
  const { rows } = await pool.query<RawRow>(
    `select ${ROW} from (${KEYS[query.scope]}) k ${NAMES}
     join lateral (select * from rollup r where r.tier_ms = $2 and ${OF_KEY} and r.window_ms >= $3 and r.window_ms < $4) r on true
     order by k.metric, region, service, r.window_ms`,
    [metricCodes(query.metrics), query.tier.windowMs, query.fromMs, query.toMs],
  );
  return rows.flatMap(toRow);
}

/** One branch of a union for each run of windows; its parameters are added to `values`. */
function branches(pieces: readonly LadderPiece[], columns: string, values: unknown[]): string {
  const parts = pieces.map((piece) => {
    const first = values.push(piece.tier.windowMs, piece.fromMs, piece.toMs) - 2;
    return `select ${columns} from rollup r
      where r.tier_ms = $${first} and ${OF_KEY} and r.window_ms >= $${first + 1} and r.window_ms < $${first + 2}`;
  });
  return parts.join(" union all ");
}

async function readSums(pool: pg.Pool, query: SumQuery): Promise<RollupSum[]> {
  const pieces = coverWindows(query.fromMs, query.toMs, { nowMs: query.nowMs });
  if (pieces.length === 0) return [];
  const values: unknown[] = [metricCodes(query.metrics)];
  const parts = branches(pieces, "r.count, r.sum", values);
  const { rows } = await pool.query<Omit<RawRow, "metric"> & { metric: number }>(
    `select k.metric, g.code as region, s.name as service, t.count, t.sum from (${KEYS[query.scope]}) k ${NAMES}
     join lateral (select sum(p.count) as count, sum(p.sum) as sum from (${parts}) p) t on t.count is not null
     order by k.metric, region, service`,
    values,
  );
  return rows.flatMap(({ metric: code, region, service, count, sum }) => {
    const metric = metricByCode(code);
    return metric === undefined ? [] : [{ metric, region, service, count, sum }];
  });
}

async function readRowsOver(pool: pg.Pool, { metric, region, pieces }: PieceQuery): Promise<RollupRow[]> {
  if (pieces.length === 0) return [];
  const values: unknown[] = [metricCodes([metric]), region];
  const parts = branches(pieces, "r.*", values);
  const { rows } = await pool.query<RawRow>(
    `select ${ROW} from (${KEYS.regions} union all ${KEYS.services}) k ${NAMES}
     join lateral (${parts}) r on true where g.code = $2`,
    values,
  );
  return rows.flatMap(toRow);
}

async function readSignals(pool: pg.Pool): Promise<SignalRow[]> {
  const { rows } = await pool.query<{
    metric: number;
    region: string;
    service: string | null;
    interval_ms: number | null;
    newest_sample_ms: string;
    demo: boolean;
  }>(
    `select k.metric, g.code as region, s.name as service, k.interval_ms, k.newest_sample_ms, k.demo
     from signal k ${NAMES} order by k.metric, region, service`,
  );
  return rows.flatMap((row) => {
    const metric = metricByCode(row.metric);
    if (metric === undefined) return [];
    const { region, service, demo } = row;
    return [
      {
        metric,
        region,
        service,
        demo,
        intervalMs: row.interval_ms,
        newestSampleMs: Number(row.newest_sample_ms),
      },
    ];
  });
}

async function readServiceHistory(pool: pg.Pool, query: HistoryQuery): Promise<StoredHistory<RollupRow>[]> {
  const { rows } = await pool.query<RawRow>(
    `select ${ROW} from (
       select m.metric, g.id as region_id, coalesce(s.id, 0) as service_id
       from unnest($1::smallint[]) m(metric) cross join region g left join service s on s.name = any($5)
       where ($4::text[] is null or g.code = any($4)) and ($5::text[] is null or s.id is not null)) k ${NAMES}
     join lateral (select * from rollup r where r.tier_ms = $2 and ${OF_KEY} and r.window_ms >= $3 and r.window_ms < $6) r on true
     order by k.metric, region, r.window_ms`,
    [
      metricCodes(query.metrics),
      query.tier.windowMs,
      query.fromMs,
      query.regions,
      query.services,
      query.toMs,
    ],
  );
  return storedHistories(rows, (row, into: RollupRow[]) => into.push(...toRow(row)));
}

async function readOldestWindow(pool: pg.Pool, metric: MetricName): Promise<number | null> {
  const firsts = await readFirstWindows(pool, [metric], "regions");
  return firsts.length === 0 ? null : Math.min(...firsts.map(({ firstMs }) => firstMs));
}

/** A coarser window that starts earlier says no more than that it holds the finer one's first window. */
function oldestOf(firsts: readonly { readonly windowMs: number; readonly startMs: number }[]): number {
  const finestFirst = [...firsts].sort((a, b) => a.windowMs - b.windowMs);
  return finestFirst.reduce(
    (oldestMs, { windowMs, startMs }) => (startMs + windowMs <= oldestMs ? startMs : oldestMs),
    finestFirst[0]!.startMs,
  );
}

async function readFirstWindows(
  pool: pg.Pool,
  metrics: readonly MetricName[],
  scope: RollupScope,
): Promise<FirstWindow[]> {
  const { rows } = await pool.query<
    Pick<RawRow, "metric" | "region" | "service"> & { tiers: number[]; firsts: string[] }
  >(
    `select k.metric, g.code as region, s.name as service, t.tiers, t.firsts from (${KEYS[scope]}) k ${NAMES}
     join lateral (select array_agg(t.tier_ms) as tiers, array_agg(f.window_ms) as firsts from unnest($2::int[]) t(tier_ms)
       join lateral (select r.window_ms from rollup r where r.tier_ms = t.tier_ms and ${OF_KEY} order by r.window_ms limit 1) f on true
     ) t on t.tiers is not null`,
    [metricCodes(metrics), TIERS.map((tier) => tier.windowMs)],
  );
  return rows.flatMap(({ metric: code, region, service, tiers, firsts }) => {
    const metric = metricByCode(code);
    const oldest = tiers.map((windowMs, index) => ({ windowMs, startMs: Number(firsts[index]) }));
    return metric === undefined ? [] : [{ metric, region, service, firstMs: oldestOf(oldest) }];
  });
}

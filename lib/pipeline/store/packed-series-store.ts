import { setImmediate as giveWay } from "node:timers/promises";
import type pg from "pg";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { OBJECTIVE_WINDOW_DAYS } from "@/lib/domain/objective";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { DAY_MS, TIERS, type Tier } from "@/lib/domain/window";
import {
  emptyPack,
  figureKey,
  nextPack,
  packedFigure,
  PACK_SLOTS,
  packStart,
  unpackSeries,
  writePack,
  type PackedOf,
  type PackFigure,
  type PackSpan,
} from "@/lib/pipeline/aggregate/series-pack";

export interface PackedQuery extends PackSpan {
  readonly metric: MetricName;
  readonly figure: PackFigure;
  readonly of: PackedOf;
  readonly tier: Tier;
  readonly region: string;
}

export interface PackedHistory {
  /** null: the region as a whole. */
  readonly service: string | null;
  readonly series: RegularSeries;
}

export interface PackedSeriesStore {
  /** A figure in a region, by windows that are closed. What is not packed yet is packed. */
  read(query: PackedQuery): Promise<PackedHistory[]>;
  /** Roll-ups of the past have changed: everything is packed anew when it is next read. */
  forget(): Promise<void>;
  /** Drops what nothing is predicted from any more; returns how many rows. */
  thin(nowMs: number): Promise<number>;
}

/** So many windows at once: of all services each is a row a service. */
const SERVICES_CHUNK = 72;
const SINGLE_CHUNK = 1_440;
/** So many rows take some ten milliseconds; in between, the process does what else is due. */
const ROWS_AT_ONCE = 500;
const FINE_KEEP_MS = TIERS.find(({ name }) => name === "5m")!.keepMs;
/** A replay begins at the oldest fine window, looks as far back once more, and over an objective's longest window before that. */
const COARSE_KEEP_MS = 2 * FINE_KEEP_MS + Math.max(...OBJECTIVE_WINDOW_DAYS) * DAY_MS + DAY_MS;

type Key = readonly [tierMs: number, metric: number, figure: string, region: string];
const OF_KEY = `tier_ms = $1 and metric = $2 and figure = $3 and region_id = (select id from region where code = $4)`;

/** Packed figures of roll-ups. Two that pack the same wait for each other, and write the same. */
export function createPackedSeriesStore(pool: pg.Pool): PackedSeriesStore {
  return {
    async read(query) {
      while (await packNext(pool, query)) await giveWay();
      return readPacked(pool, query);
    },
    async forget() {
      await pool.query("delete from packed_span");
    },
    async thin(nowMs) {
      let dropped = 0;
      for (const { windowMs, keepMs } of TIERS) {
        const beforeMs = nowMs - Math.min(keepMs, COARSE_KEEP_MS) - PACK_SLOTS * windowMs;
        const { rowCount } = await pool.query(
          "delete from packed_series where tier_ms = $1 and block_ms < $2",
          [windowMs, beforeMs],
        );
        dropped += rowCount ?? 0;
      }
      return dropped;
    },
  };
}

function keyOf({ tier, metric, figure, of, region }: PackedQuery): Key {
  return [tier.windowMs, metricDefinition(metric).code, figureKey(figure, of), region];
}

async function readPacked(pool: pg.Pool, query: PackedQuery): Promise<PackedHistory[]> {
  const stepMs = query.tier.windowMs;
  const { rows } = await pool.query<{ service: string | null; block_ms: string; payload: Buffer }>(
    `select s.name as service, p.block_ms, p.payload from packed_series p left join service s on s.id = p.service_id
     where ${OF_KEY} and block_ms > $5 and block_ms < $6 order by s.name, p.block_ms`,
    [...keyOf(query), query.fromMs - PACK_SLOTS * stepMs, query.toMs],
  );
  const packs = new Map<string | null, { blockMs: number; payload: Buffer }[]>();
  for (const { service, block_ms, payload } of rows) {
    const pack = { blockMs: Number(block_ms), payload };
    const known = packs.get(service);
    if (known) known.push(pack);
    else packs.set(service, [pack]);
  }
  return [...packs].map(([service, of]) => ({ service, series: unpackSeries(of, query, stepMs) }));
}

/** Packs the next part in a transaction of its own; false: everything is packed. */
async function packNext(pool: pg.Pool, query: PackedQuery): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const more = await packLocked(client, query);
    await client.query("commit");
    return more;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function packLocked(client: pg.ClientBase, query: PackedQuery): Promise<boolean> {
  const key = keyOf(query);
  // Its row is the lock. In one statement: between two of them it could be forgotten.
  const { rows } = await client.query<{ from_ms: string; to_ms: string }>(
    `insert into packed_span as s select $1::int, $2::smallint, $3, g.id, $5::bigint, $5::bigint from region g where g.code = $4
     on conflict (tier_ms, metric, figure, region_id) do update set to_ms = s.to_ms returning from_ms, to_ms`,
    [...key, query.toMs],
  );
  if (rows[0] === undefined) return false; // a region that is not known
  const known = { fromMs: Number(rows[0].from_ms), toMs: Number(rows[0].to_ms) };
  const windows = query.of === "services" ? SERVICES_CHUNK : SINGLE_CHUNK;
  const next = nextPack(known, query, windows * query.tier.windowMs);
  if (next === null) return false;
  await packChunk(client, query, next.chunk);
  const { fromMs, toMs } = next.packed;
  await client.query(`update packed_span set from_ms = $5, to_ms = $6 where ${OF_KEY}`, [
    ...key,
    ...[fromMs, toMs],
  ]);
  return true;
}

interface RawRow {
  readonly service_id: number;
  readonly window_ms: string;
  readonly count: number;
  readonly sum: number;
  readonly histogram: Buffer | null;
}

/** Which services' rows are read; 0: the region as a whole. $6: the one that is asked for. */
const OF_SERVICES = `join signal s on s.region_id = g.id and s.metric = $2 and s.service_id <> 0 and ($6::text is null
  or s.service_id = (select id from service where name = $6))`;
const OF_REGION = `cross join (select 0 as service_id where $6::text is null) s`;

async function packChunk(client: pg.ClientBase, query: PackedQuery, chunk: PackSpan): Promise<void> {
  const { figure, of, tier } = query;
  const [tierMs, metric, , region] = keyOf(query);
  const usesHistogram = figure.kind === "p99" || figure.kind === "slower";
  // Each service is looked up by the whole primary key: the leaves are never scanned.
  const { rows } = await client.query<RawRow>(
    `select k.service_id, r.window_ms, r.count, r.sum, ${usesHistogram ? "r.histogram" : "null::bytea as histogram"}
     from (select g.id as region_id, s.service_id from region g ${of === "region" ? OF_REGION : OF_SERVICES} where g.code = $3) k
     join lateral (select * from rollup r where r.tier_ms = $1 and r.metric = $2 and r.region_id = k.region_id
       and r.service_id = k.service_id and r.window_ms >= $4 and r.window_ms < $5) r on true`,
    [tierMs, metric, region, chunk.fromMs, chunk.toMs, typeof of === "string" ? null : of.service],
  );
  if (rows.length === 0) return;
  const packs = await loadPacks(client, query, chunk);
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await giveWay();
    const windowMs = Number(row.window_ms);
    const blockMs = packStart(windowMs, tier.windowMs);
    const key = `${row.service_id}/${blockMs}`;
    let pack = packs.get(key);
    if (!pack) packs.set(key, (pack = { serviceId: row.service_id, blockMs, payload: emptyPack() }));
    writePack(pack.payload, (windowMs - blockMs) / tier.windowMs, packedFigure(figure, row));
  }
  await savePacks(client, query, [...packs.values()]);
}

interface Pack {
  readonly serviceId: number;
  readonly blockMs: number;
  readonly payload: Buffer;
}

async function loadPacks(
  client: pg.ClientBase,
  query: PackedQuery,
  { fromMs, toMs }: PackSpan,
): Promise<Map<string, Pack>> {
  const { rows } = await client.query<{ service_id: number; block_ms: string; payload: Buffer }>(
    `select service_id, block_ms, payload from packed_series where ${OF_KEY} and block_ms >= $5 and block_ms < $6`,
    [...keyOf(query), packStart(fromMs, query.tier.windowMs), toMs],
  );
  return new Map(
    rows.map(({ service_id: serviceId, block_ms, payload }) => {
      const blockMs = Number(block_ms);
      return [`${serviceId}/${blockMs}`, { serviceId, blockMs, payload }];
    }),
  );
}

async function savePacks(client: pg.ClientBase, query: PackedQuery, packs: readonly Pack[]): Promise<void> {
  await client.query(
    `insert into packed_series select $1::int, $2::smallint, $3, g.id, p.service_id, p.block_ms, p.payload
     from region g, unnest($5::int[], $6::bigint[], $7::bytea[]) p(service_id, block_ms, payload) where g.code = $4
     on conflict (tier_ms, metric, figure, region_id, block_ms, service_id) do update set payload = excluded.payload`,
    [
      ...keyOf(query),
      packs.map(({ serviceId }) => serviceId),
      packs.map(({ blockMs }) => blockMs),
      packs.map(({ payload }) => payload),
    ],
  );
}

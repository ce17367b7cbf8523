import type pg from "pg";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import type { TierRow } from "@/lib/pipeline/aggregate/tier-rows";
import { metricDefinition } from "@/lib/domain/metric";

interface Named {
  readonly region: string;
  readonly service: string | null;
}

/** Region and service names ↔ the numbers that roll-ups are stored under; 0 is 'no service'. */
export interface NameIds {
  learn(client: pg.ClientBase, rows: readonly Named[], cells: readonly Named[]): Promise<void>;
  region(code: string): number;
  service(name: string | null): number;
  /** The transaction that learned them was committed. */
  confirm(): void;
  /** It was rolled back: what it registered does not exist. */
  forget(): void;
}

export function createNameIds(): NameIds {
  const regions = new Map<string, number>();
  const services = new Map<string, number>();
  let fresh: [Map<string, number>, string][] = [];
  const register = async (
    client: pg.ClientBase,
    sql: string,
    known: Map<string, number>,
    names: Set<string>,
  ) => {
    const missing = [...names].filter((name) => !known.has(name)).sort();
    if (missing.length === 0) return;
    const { rows } = await client.query<{ id: number; name: string; first: boolean }>(sql, [missing]);
    for (const { id, name } of rows) {
      known.set(name, id);
      fresh.push([known, name]);
    }
    if (rows.some(({ first }) => first)) await client.query(TELL_CATALOG);
  };
  return {
    async learn(client, rows, cells) {
      const named = [...rows, ...cells];
      const serviceNames = named.map(({ service }) => service).filter((name) => name !== null);
      await register(client, REGISTER_REGIONS, regions, new Set(named.map(({ region }) => region)));
      await register(client, REGISTER_SERVICES, services, new Set(serviceNames));
    },
    region: (code) => regions.get(code)!,
    service: (name) => (name === null ? 0 : services.get(name)!),
    confirm() {
      fresh = [];
    },
    forget() {
      for (const [known, name] of fresh) known.delete(name);
      fresh = [];
    },
  };
}

/** `xmax` is 0 for a row that was inserted, not found. */
const REGISTER_REGIONS = `insert into region (code, name) select c, c from unnest($1::text[]) c
  on conflict (code) do update set code = excluded.code returning id, code as name, xmax = 0 as first`;
const REGISTER_SERVICES = `insert into service (name) select n from unnest($1::text[]) n
  on conflict (name) do update set name = excluded.name returning id, name, xmax = 0 as first`;
/** So that lists of regions and services show a new one at once. */
const TELL_CATALOG = `select pg_notify('hm_live', '{"topic":"catalog"}')`;

/** A region's row as it stands after a flush. */
export interface RegionRow {
  readonly tier_ms: number;
  readonly metric: number;
  readonly region_id: number;
  readonly window_ms: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number | null;
  readonly histogram: Buffer | null;
}

const UPSERT = `with up as (
  insert into rollup as r (tier_ms, metric, region_id, service_id, window_ms, count, sum, min, max, last, last_ms, histogram)
  select * from unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::bigint[], $6::float8[], $7::float8[], $8::float8[],
    $9::float8[], $10::float8[], $11::bigint[], $12::bytea[])
  on conflict (tier_ms, metric, region_id, service_id, window_ms) do update set
    count = r.count + excluded.count, sum = r.sum + excluded.sum,
    min = least(r.min, excluded.min), max = greatest(r.max, excluded.max),
    last = case when r.last_ms is null or excluded.last_ms >= r.last_ms then coalesce(excluded.last, r.last) else r.last end,
    last_ms = greatest(r.last_ms, excluded.last_ms), histogram = coalesce(excluded.histogram, r.histogram)
  returning tier_ms, metric, region_id, service_id, window_ms, count, sum, min, max, last, histogram)
select tier_ms, metric, region_id, window_ms, count, sum, min, max, last, histogram from up where service_id = 0`;

/** Adds the rows' gains to what is stored; returns the regions' rows as they then stand. */
export async function upsertRollups(
  client: pg.ClientBase,
  rows: readonly TierRow[],
  ids: NameIds,
): Promise<RegionRow[]> {
  if (rows.length === 0) return [];
  await mergeStoredHistograms(client, rows, ids);
  const column = <T>(read: (row: TierRow) => T) => rows.map(read);
  const result = await client.query<RegionRow>(UPSERT, [
    ...keyColumns(rows, ids),
    column((row) => row.count),
    column((row) => row.sum),
    column((row) => row.min),
    column((row) => row.max),
    column((row) => row.last),
    column((row) => row.lastMs),
    column((row) => row.histogram?.encode() ?? null),
  ]);
  return result.rows;
}

function keyColumns(rows: readonly TierRow[], ids: NameIds): number[][] {
  return [
    rows.map((row) => row.tier.windowMs),
    rows.map((row) => metricDefinition(row.metric).code),
    rows.map((row) => ids.region(row.region)),
    rows.map((row) => ids.service(row.service)),
    rows.map((row) => row.windowMs),
  ];
}

/** Histograms cannot be added in SQL: what is stored is added to the gain here, and the upsert replaces it. */
async function mergeStoredHistograms(
  client: pg.ClientBase,
  rows: readonly TierRow[],
  ids: NameIds,
): Promise<void> {
  const gaining = rows.filter((row) => row.histogram !== null);
  if (gaining.length === 0) return;
  const stored = await client.query<{ position: string; histogram: Buffer | null }>(
    `select k.position, r.histogram from unnest($1::int[], $2::smallint[], $3::int[], $4::int[], $5::bigint[])
       with ordinality as k (tier_ms, metric, region_id, service_id, window_ms, position)
     join rollup r using (tier_ms, metric, region_id, service_id, window_ms)`,
    keyColumns(gaining, ids),
  );
  for (const { position, histogram } of stored.rows)
    if (histogram) gaining[Number(position) - 1]!.histogram!.merge(Histogram.decode(histogram));
}

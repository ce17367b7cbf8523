import type pg from "pg";
import { metricByCode, type MetricName } from "@/lib/domain/metric";

/** Which (metric, region, time) imports of history have filled. */
export interface Claims {
  readonly holds: (scope: ClaimScope, timeMs: number) => boolean;
  /** Whether any of [fromMs, toMs) is claimed. */
  readonly touches: (scope: ClaimScope, fromMs: number, toMs: number) => boolean;
}
interface ClaimScope {
  readonly metric: MetricName;
  readonly region: string;
}

const NONE: Claims = { holds: () => false, touches: () => false };
const LATEST_MS = Number.MAX_SAFE_INTEGER;

/** The claims that meet [fromMs, toMs); of the present there are none. */
export async function readClaims(
  client: pg.ClientBase,
  fromMs: number,
  toMs: number = LATEST_MS,
): Promise<Claims> {
  if (!Number.isFinite(fromMs)) return NONE;
  const { rows } = await client.query<{ metric: number; region: string; from_ms: string; to_ms: string }>(
    `select c.metric, g.code as region, c.from_ms, c.to_ms from backfill_claim c join region g on g.id = c.region_id
     where c.to_ms > $1 and c.from_ms < $2`,
    [fromMs, toMs],
  );
  if (rows.length === 0) return NONE;
  const spans = new Map<string, (readonly [fromMs: number, toMs: number])[]>();
  for (const { metric, region, from_ms: from, to_ms: to } of rows) {
    const key = `${metricByCode(metric)}\n${region}`;
    const span = [Number(from), Number(to)] as const;
    const known = spans.get(key);
    if (known) known.push(span);
    else spans.set(key, [span]);
  }
  const touches = ({ metric, region }: ClaimScope, fromAt: number, toAt: number) =>
    (spans.get(`${metric}\n${region}`) ?? []).some(([from, to]) => toAt > from && fromAt < to);
  return { touches, holds: (scope, timeMs) => touches(scope, timeMs, timeMs + 1) };
}

/** A span of one metric in one region, by their stored numbers. */
export interface Claim {
  readonly metric: number;
  readonly regionId: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Writes claims down, joined with those of the same import that they touch. */
export async function writeClaims(
  client: pg.ClientBase,
  backfillId: string,
  claims: readonly Claim[],
): Promise<void> {
  if (claims.length === 0) return;
  const joined = await client.query<{ metric: number; region_id: number; from_ms: string; to_ms: string }>(
    `with new as (select * from unnest($2::smallint[], $3::int[], $4::bigint[], $5::bigint[]) n (metric, region_id, from_ms, to_ms))
     delete from backfill_claim c using new
     where c.backfill_id = $1 and c.metric = new.metric and c.region_id = new.region_id and c.from_ms = new.to_ms
     returning c.metric, c.region_id, c.from_ms, c.to_ms`,
    [backfillId, ...columns(claims)],
  );
  const ends = new Map(
    joined.rows.map((row) => [`${row.metric}|${row.region_id}|${row.from_ms}`, Number(row.to_ms)]),
  );
  const grown = claims.map((claim) => ({
    ...claim,
    toMs: ends.get(`${claim.metric}|${claim.regionId}|${claim.toMs}`) ?? claim.toMs,
  }));
  await client.query(
    `insert into backfill_claim (metric, region_id, from_ms, to_ms, backfill_id)
     select m, r, f, t, $1 from unnest($2::smallint[], $3::int[], $4::bigint[], $5::bigint[]) n (m, r, f, t)`,
    [backfillId, ...columns(grown)],
  );
}

function columns(claims: readonly Claim[]): number[][] {
  return [
    claims.map((claim) => claim.metric),
    claims.map((claim) => claim.regionId),
    claims.map((claim) => claim.fromMs),
    claims.map((claim) => claim.toMs),
  ];
}

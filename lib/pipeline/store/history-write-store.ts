import type pg from "pg";
import { copyIn } from "./copy-in";
import { ROLLUP_LOCK } from "./flush-store";
import { readClaims, writeClaims, type Claim } from "./history-claim-store";
import { knownRows, splitRows, valuesAt, type TakeRow } from "./history-rows";
import type { PartitionStore } from "./partition-store";
import { writeBlocks } from "./rollup-block-store";
import { RollupCopyWriter } from "./rollup-copy-writer";
import { createNameIds, upsertRollups, type NameIds, type RegionRow } from "./rollup-store";
import { metricDefinition } from "@/lib/domain/metric";
import { TIERS, windowStart } from "@/lib/domain/window";
import type { HistorySpan, TierColumns } from "@/lib/pipeline/aggregate/history-columns";
import { blockStart } from "@/lib/pipeline/aggregate/rollup-block";

export interface HistoryChunk {
  readonly backfillId: string;
  /** The import must stand here, and stands at the span's start afterwards. */
  readonly cursorMs: number;
  readonly nextCursorMs: number;
  /** null: the source has nothing there. */
  readonly span: HistorySpan | null;
  readonly points: number;
  readonly workedMs: number;
  readonly demo: boolean;
  readonly nowMs: number;
  /** The import is complete with this chunk. */
  readonly last: boolean;
}

/** `stale`: the import was cancelled, or another worker has done this chunk; nothing was written. */
export type ChunkOutcome =
  { readonly kind: "written"; readonly rows: number; readonly skipped: number } | { readonly kind: "stale" };

export interface HistoryWriteStore {
  /** Writes a chunk's rows and the import's progress in one transaction. */
  write(chunk: HistoryChunk): Promise<ChunkOutcome>;
}

/** Chunks of two imports touch the same coarse rows: one at a time. */
const CHUNK_LOCK = 4_850;

export function createHistoryWriteStore(pool: pg.Pool, partitions: PartitionStore): HistoryWriteStore {
  return {
    async write(chunk) {
      if (chunk.span) await ensurePartitions(partitions, chunk.span, chunk.nowMs);
      const client = await pool.connect();
      let usable = true;
      try {
        await client.query("begin");
        const outcome = await writeChunk(client, chunk);
        await client.query("commit");
        return outcome;
      } catch (error) {
        partitions.forget();
        usable = await client.query("rollback").then(
          () => true,
          () => false,
        );
        throw error;
      } finally {
        client.release(!usable);
      }
    },
  };
}

async function ensurePartitions(partitions: PartitionStore, span: HistorySpan, nowMs: number): Promise<void> {
  for (const tier of TIERS.slice(TIERS.indexOf(span.tier))) {
    const starts: number[] = [];
    for (let at = windowStart(span.fromMs, tier.windowMs); at < span.toMs; at += tier.windowMs)
      if (at >= nowMs - tier.keepMs) starts.push(at);
    await partitions.ensure("rollup", tier, starts);
    const blocks = starts.map((startMs) => blockStart(startMs, tier.windowMs));
    await partitions.ensure("rollup_block", tier, blocks);
  }
}

async function writeChunk(client: pg.PoolClient, chunk: HistoryChunk): Promise<ChunkOutcome> {
  await client.query("select pg_advisory_xact_lock($1)", [CHUNK_LOCK]);
  const claimed = await client.query(
    `select 1 from backfill where id = $1 and state = 'running' and "cursorMs" = $2 for update`,
    [chunk.backfillId, chunk.cursorMs],
  );
  if (claimed.rowCount !== 1) return { kind: "stale" };
  const written = chunk.span ? await writeSpan(client, chunk, chunk.span) : { rows: 0, skipped: 0 };
  await client.query(
    `update backfill set "cursorMs" = $2, points = points + $3, rows = rows + $4, skipped = skipped + $5,
       "workedMs" = "workedMs" + $6, failures = 0, problem = null,
       state = case when $7 then 'done' else state end, "finishedAt" = case when $7 then to_timestamp($8) end
     where id = $1`,
    [
      chunk.backfillId,
      chunk.nextCursorMs,
      chunk.points,
      written.rows,
      written.skipped,
      Math.round(chunk.workedMs),
      chunk.last,
      chunk.nowMs / 1_000,
    ],
  );
  await client.query("select pg_notify('hm_live', $1)", [
    JSON.stringify({ topic: "backfill", ended: chunk.last }),
  ]);
  return { kind: "written", ...written };
}

async function writeSpan(
  client: pg.PoolClient,
  chunk: HistoryChunk,
  span: HistorySpan,
): Promise<{ rows: number; skipped: number }> {
  // However old the chunk is, its coarse rows and blocks hold live windows too. First of all, so that nobody waits in a circle.
  await client.query("select pg_advisory_xact_lock($1)", [ROLLUP_LOCK]);
  const ids = createNameIds();
  await ids.learn(client, [], span.scopes);
  const skipped = span.drop(await whatIsKnown(client, span, ids));
  const tiers = span.tiers();
  const rows = await writeRows(client, tiers, ids, chunk.nowMs);
  await writeClaims(client, chunk.backfillId, claimsOf(tiers[0]!, ids));
  await writeSignals(client, chunk, span, ids);
  return { rows, skipped };
}

/** Windows that live data or another import speaks of already. */
async function whatIsKnown(
  client: pg.PoolClient,
  span: HistorySpan,
  ids: NameIds,
): Promise<Parameters<HistorySpan["drop"]>[0]> {
  const claims = await readClaims(client, span.fromMs, span.toMs);
  const { windowMs } = span.tier;
  const stored = await knownRows(client, [windowMs], span, ids, "region rows");
  return (scope, startMs) => {
    const key = `${windowMs}|${metricDefinition(scope.metric).code}|${ids.region(scope.region)}|0|${startMs}`;
    return stored.has(key) || claims.touches(scope, startMs, startMs + windowMs);
  };
}

async function writeRows(
  client: pg.PoolClient,
  tiers: readonly TierColumns[],
  ids: NameIds,
  nowMs: number,
): Promise<number> {
  const [finest, ...coarser] = tiers;
  const spanOf = {
    fromMs: coarser.at(-1)?.firstMs ?? finest!.firstMs,
    toMs: endOf(finest!),
    scopes: finest!.scopes,
  };
  const stored = await knownRows(
    client,
    coarser.map(({ tier }) => tier.windowMs),
    spanOf,
    ids,
    "all rows",
  );
  const regionRows: RegionRow[] = [];
  const writer = new RollupCopyWriter();
  const take: TakeRow = (place, windowMs, columns, window, histogram) => {
    writer.add(place, windowMs, columns, window, histogram);
    if (place.serviceId !== 0) return;
    const { tierMs: tier_ms, metric, regionId: region_id } = place;
    const values = { ...valuesAt(columns, window), histogram };
    regionRows.push({ tier_ms, metric, region_id, window_ms: String(windowMs), ...values });
  };
  const shared = splitRows(tiers, { ids, nowMs, stored }, take);
  if (writer.rows > 0) await copyIn(client, "copy rollup from stdin (format binary)", [writer.finish()]);
  regionRows.push(...(await upsertRollups(client, shared, ids)));
  await writeBlocks(client, regionRows);
  return writer.rows + shared.length;
}

function endOf({ firstMs, tier, scopes }: TierColumns): number {
  return firstMs + (scopes[0]?.columns.length ?? 0) * tier.windowMs;
}

/** The runs of windows that this chunk fills. */
function claimsOf({ tier, firstMs, scopes }: TierColumns, ids: NameIds): Claim[] {
  return scopes
    .filter(({ service }) => service === null)
    .flatMap(({ metric, region, columns }) => {
      const runs: { fromMs: number; toMs: number }[] = [];
      for (let window = 0; window < columns.length; window++) {
        if (columns.known[window] === 0) continue;
        const startMs = firstMs + window * tier.windowMs;
        const open = runs.at(-1);
        if (open?.toMs === startMs) open.toMs += tier.windowMs;
        else runs.push({ fromMs: startMs, toMs: startMs + tier.windowMs });
      }
      const code = metricDefinition(metric).code;
      return runs.map((run) => ({ metric: code, regionId: ids.region(region), ...run }));
    });
}

/** Makes the scopes known to those who read by them; what live senders taught stands. */
async function writeSignals(
  client: pg.PoolClient,
  chunk: HistoryChunk,
  span: HistorySpan,
  ids: NameIds,
): Promise<void> {
  const known = span.scopes.filter(({ columns }) => columns.known.includes(1));
  if (known.length === 0) return;
  await client.query(
    `insert into signal (metric, region_id, service_id, interval_ms, newest_sample_ms, demo)
     select m, r, s, null, n, $5 from unnest($1::smallint[], $2::int[], $3::int[], $4::bigint[]) k (m, r, s, n)
     on conflict (metric, region_id, service_id) do nothing`,
    [
      known.map(({ metric }) => metricDefinition(metric).code),
      known.map(({ region }) => ids.region(region)),
      known.map(({ service }) => ids.service(service)),
      known.map(({ columns }) => span.fromMs + (columns.known.lastIndexOf(1) + 1) * span.tier.windowMs - 1),
      chunk.demo,
    ],
  );
}

import type pg from "pg";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { BLOCK_SLOTS } from "@/lib/pipeline/aggregate/rollup-block";
import { parsePartitionName } from "./partition-store";

/** How long an answer to a repeated POST is kept. */
export const IDEMPOTENCY_KEEP_MS = DAY_MS;
/** Repeated writes are recognised for an hour; the flush drops older digests, this the ones of ingesters that are gone. */
const DIGEST_KEEP_MS = 2 * HOUR_MS;
/** Dropping a leaf locks its parent: rather try again later than hold up the ingester. */
const LOCK_TIMEOUT_MS = 2_000;
const LOCK_NOT_AVAILABLE = "55P03";

export interface RetentionStore {
  /** Drops the leaves all of whose windows are past their tier's time; returns their names. One in use stays till later. */
  dropExpiredPartitions(nowMs: number): Promise<string[]>;
  dropOldDigests(nowMs: number): Promise<number>;
  dropOldIdempotencyRecords(nowMs: number): Promise<number>;
}

/** What is forgotten, and when. */
export function createRetentionStore(pool: pg.Pool): RetentionStore {
  return {
    async dropExpiredPartitions(nowMs) {
      const { rows } = await pool.query<{ name: string }>(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relispartition and c.relkind = 'r' and n.nspname = current_schema() and c.relname like 'rollup%'
         order by name`,
      );
      const dropped: string[] = [];
      for (const { name } of rows)
        if (isExpired(name, nowMs) && (await dropLeaf(pool, name))) dropped.push(name);
      return dropped;
    },
    async dropOldDigests(nowMs) {
      const { rowCount } = await pool.query("delete from ingester_digest where at_ms < $1", [
        nowMs - DIGEST_KEEP_MS,
      ]);
      return rowCount ?? 0;
    },
    async dropOldIdempotencyRecords(nowMs) {
      const { rowCount } = await pool.query(`delete from idempotency_record where "createdAt" < $1`, [
        new Date(nowMs - IDEMPOTENCY_KEEP_MS).toISOString(),
      ]);
      return rowCount ?? 0;
    },
  };
}

/** Whether a leaf holds nothing that its tier still keeps. A block begins in its leaf and reaches beyond it. */
export function isExpired(name: string, nowMs: number): boolean {
  const leaf = parsePartitionName(name);
  if (!leaf) return false;
  const { table, tier, leafMs } = leaf;
  const reachMs = table === "rollup_block" ? BLOCK_SLOTS * tier.windowMs : tier.windowMs;
  return leafMs + tier.partitionMs + reachMs <= nowMs - tier.keepMs;
}

async function dropLeaf(pool: pg.Pool, name: string): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query(`drop table if exists ${name}`); // the name is one that parsePartitionName knows
    await client.query("commit");
    return true;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    if (error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  } finally {
    client.release();
  }
}

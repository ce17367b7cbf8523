import type pg from "pg";
import type { PartitionStore } from "./partition-store";
import { writeBlocks } from "./rollup-block-store";
import { createNameIds, upsertRollups } from "./rollup-store";
import {
  writeCheckpoint,
  writeDigests,
  writeRejections,
  writeSenders,
  writeSignals,
  writeUnmapped,
} from "./ingest-gain-store";
import type { Cell } from "@/lib/pipeline/aggregate/fold/cells";
import type { FoldGain } from "@/lib/pipeline/aggregate/fold/fold";
import { blockStart } from "@/lib/pipeline/aggregate/rollup-block";
import { tierRows, type TierRow } from "@/lib/pipeline/aggregate/tier-rows";
import type { RejectionGain, SenderGain } from "@/lib/domain/ingest-gain";
import { TIERS, windowStart } from "@/lib/domain/window";

/** Everything that a flush commits, in one transaction. */
export interface Flush {
  readonly ingesterId: string;
  readonly epoch: number;
  /** One more than that of the flush before: a commit whose answer was lost is recognised by it. */
  readonly number: number;
  /** Sequence of the newest log record contained. */
  readonly position: number;
  readonly sweptToMs: number;
  readonly atMs: number;
  readonly gain: FoldGain;
  readonly cells: readonly Cell[];
  /** 16 bytes a request. */
  readonly digests: Buffer;
  readonly senders: readonly SenderGain[];
  readonly rejections: readonly RejectionGain[];
  /** State at `position`, or null when this flush stores none. */
  readonly checkpoint: readonly Buffer[] | null;
}

/** Another process took the ingester's id: this one must stop. */
export class FencedError extends Error {}

export interface FlushStore {
  /** @throws FencedError; anything else thrown means that nothing was stored and the same flush may be tried again. */
  flush(flush: Flush): Promise<void>;
}

const ignore = (): void => undefined;

/** Flushes of several ingesters touch the same rows: one at a time. */
const FLUSH_LOCK = 4_848;

export function createFlushStore(pool: pg.Pool, partitions: PartitionStore): FlushStore {
  const ids = createNameIds();
  return {
    async flush(flush) {
      const rows = tierRows(flush.gain.windows, flush.cells, flush.atMs);
      await ensurePartitions(partitions, rows, flush.atMs);
      const client = await pool.connect();
      // A connection that breaks between two queries would otherwise end the process; the next query fails by itself.
      client.on("error", ignore);
      let usable = true;
      try {
        await client.query("begin");
        if (await claimFlush(client, flush)) await writeFlush(client, flush, rows, ids);
        await client.query("commit");
        ids.confirm();
      } catch (error) {
        ids.forget();
        partitions.forget();
        usable = await client.query("rollback").then(
          () => true,
          () => false,
        );
        throw error;
      } finally {
        client.off("error", ignore);
        client.release(!usable);
      }
    },
  };
}

async function ensurePartitions(
  partitions: PartitionStore,
  rows: readonly TierRow[],
  nowMs: number,
): Promise<void> {
  for (const tier of TIERS) {
    const starts = rows.filter((row) => row.tier === tier).map((row) => row.windowMs);
    const aheadMs = windowStart(nowMs, tier.windowMs) + tier.windowMs;
    await partitions.ensure("rollup", tier, [...starts, aheadMs]);
    await partitions.ensure(
      "rollup_block",
      tier,
      [...starts, aheadMs].map((startMs) => blockStart(startMs, tier.windowMs)),
    );
  }
}

/** False: this very flush was committed before and only the answer was lost. @throws FencedError */
async function claimFlush(client: pg.PoolClient, flush: Flush): Promise<boolean> {
  const claimed = await client.query(
    `update ingester set position = $3, swept_to_ms = $4, flushed_at = now(), flush_number = $6,
       checkpoint_position = case when $5 then $3 else checkpoint_position end
     where id = $1 and epoch = $2 and flush_number = $6 - 1`,
    [flush.ingesterId, flush.epoch, flush.position, flush.sweptToMs, flush.checkpoint !== null, flush.number],
  );
  if (claimed.rowCount === 1) return true;
  const known = await client.query(
    "select 1 from ingester where id = $1 and epoch = $2 and flush_number = $3",
    [flush.ingesterId, flush.epoch, flush.number],
  );
  if (known.rowCount === 1) return false;
  throw new FencedError(`Another process has become the ingester "${flush.ingesterId}".`);
}

async function writeFlush(
  client: pg.PoolClient,
  flush: Flush,
  rows: readonly TierRow[],
  ids: ReturnType<typeof createNameIds>,
): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [FLUSH_LOCK]);
  await ids.learn(client, rows, flush.gain.signals);
  const regionRows = await upsertRollups(client, rows, ids);
  await writeBlocks(client, regionRows);
  await writeSignals(client, flush.gain.signals, ids);
  await writeUnmapped(client, flush.gain.unmapped);
  await writeSenders(client, flush.senders);
  await writeRejections(client, flush.rejections);
  await writeDigests(client, flush.ingesterId, flush.position, flush.atMs, flush.digests);
  if (flush.checkpoint) await writeCheckpoint(client, flush.ingesterId, flush.checkpoint);
  await client.query("select pg_notify('hm_live', $1)", [
    JSON.stringify({ topic: "ingest", asOfMs: flush.sweptToMs }),
  ]);
}

import type pg from "pg";
import type { PartitionStore } from "./partition-store";
import { readClaims } from "./history-claim-store";
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
import { inPortions } from "@/lib/pipeline/aggregate/fold/pending-windows";
import { blockStart } from "@/lib/pipeline/aggregate/rollup-block";
import { tierRows } from "@/lib/pipeline/aggregate/tier-rows";
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

/** Whoever adds to roll-ups touches rows of others: one at a time. */
export const ROLLUP_LOCK = 4_848;

/** Gains made into rows at once: after hours without Postgres a flush holds thousands of windows. */
const DELTAS_AT_ONCE = 5_000;

export function createFlushStore(
  pool: pg.Pool,
  partitions: PartitionStore,
  deltasAtOnce = DELTAS_AT_ONCE,
): FlushStore {
  const ids = createNameIds();
  return {
    async flush(flush) {
      await ensurePartitions(partitions, [...flush.gain.windows.keys()], flush.atMs);
      const client = await pool.connect();
      let usable = true;
      try {
        await client.query("begin");
        if (await claimFlush(client, flush)) await writeFlush(client, flush, ids, deltasAtOnce);
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
        client.release(!usable);
      }
    },
  };
}

/** Makes sure that every tier can store these 10 s windows. */
export async function ensurePartitions(
  partitions: PartitionStore,
  windowsMs: readonly number[],
  nowMs: number,
): Promise<void> {
  for (const tier of TIERS) {
    const kept = windowsMs.filter((startMs) => startMs >= nowMs - tier.keepMs);
    const starts = [...new Set(kept.map((startMs) => windowStart(startMs, tier.windowMs)))];
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
  ids: ReturnType<typeof createNameIds>,
  deltasAtOnce: number,
): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [ROLLUP_LOCK]);
  await ids.learn(client, [], flush.gain.signals);
  const claims = await readClaims(client, Math.min(...flush.gain.windows.keys()));
  for (const windows of inPortions(flush.gain.windows, deltasAtOnce)) {
    const rows = tierRows(windows, flush.cells, flush.atMs, claims.holds);
    await ids.learn(client, rows, []);
    await writeBlocks(client, await upsertRollups(client, rows, ids));
  }
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

import type pg from "pg";
import type { LeftOut } from "@/lib/domain/source";
import type { ScopeNames } from "@/lib/pipeline/aggregate/engine/admitted-scopes";
import type { EngineWindows } from "@/lib/pipeline/aggregate/engine/engine-windows";
import { inPortions } from "@/lib/pipeline/aggregate/fold/pending-windows";
import { tierRows } from "@/lib/pipeline/aggregate/tier-rows";
import { ensurePartitions, ROLLUP_LOCK } from "@/lib/pipeline/store/flush-store";
import { readClaims } from "@/lib/pipeline/store/history-claim-store";
import { writeSignals } from "@/lib/pipeline/store/ingest-gain-store";
import type { PartitionStore } from "@/lib/pipeline/store/partition-store";
import { writeBlocks } from "@/lib/pipeline/store/rollup-block-store";
import { createNameIds, upsertRollups, type NameIds } from "@/lib/pipeline/store/rollup-store";
import { sourceScopesKey, type SourceScopes } from "./source-scopes";

/** What one read of a source found. */
export interface SourceRead {
  readonly sourceId: string;
  /** The version that was asked: another one's answers are not these. */
  readonly version: number;
  /** Where the source was read to before; null: nowhere. */
  readonly expectedReadToMs: number | null;
  readonly readToMs: number;
  readonly atMs: number;
  readonly tookMs: number;
  readonly seriesCount: number;
  readonly leftOut: readonly LeftOut[];
  readonly found: EngineWindows;
  /** Every region and service that the source named so far; null: none is new. */
  readonly newScopes: ScopeNames | null;
}

export interface SourceWindowStore {
  /**
   * Stores the windows and the read position in one transaction, so that each window counts once whatever dies when.
   * False: it was read by somebody else, or changed, or is gone; nothing was stored.
   */
  store(read: SourceRead): Promise<boolean>;
}

const DELTAS_AT_ONCE = 5_000;

export function createSourceWindowStore(pool: pg.Pool, partitions: PartitionStore): SourceWindowStore {
  const ids = createNameIds();
  return {
    async store(read) {
      await ensurePartitions(partitions, [...read.found.windows.keys()], read.atMs);
      const client = await pool.connect();
      let usable = true;
      try {
        await client.query("begin");
        const moved = await movePosition(client, read);
        if (moved) {
          await writeWindows(client, read, ids);
          await writeScopes(client, read);
        }
        await client.query("commit");
        ids.confirm();
        return moved;
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

async function movePosition(client: pg.ClientBase, read: SourceRead): Promise<boolean> {
  const moved = await client.query(
    `update source set "readToMs" = $4, "attemptedMs" = $5, "succeededMs" = $5, "tookMs" = $6, "seriesCount" = $7,
       error = null, "leftOut" = $8
     where id = $1 and version = $2 and enabled and "readToMs" is not distinct from $3`,
    [
      read.sourceId,
      read.version,
      read.expectedReadToMs,
      read.readToMs,
      Math.round(read.atMs),
      Math.round(read.tookMs),
      read.seriesCount,
      JSON.stringify(read.leftOut),
    ],
  );
  return moved.rowCount === 1;
}

async function writeWindows(client: pg.ClientBase, { found, atMs }: SourceRead, ids: NameIds): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [ROLLUP_LOCK]);
  await ids.learn(client, [], found.cells);
  const claims = await readClaims(client, Math.min(...found.windows.keys()));
  for (const windows of inPortions(found.windows, DELTAS_AT_ONCE)) {
    const rows = tierRows(windows, found.cells, atMs, claims.holds);
    await writeBlocks(client, await upsertRollups(client, rows, ids));
  }
  await writeSignals(client, found.cells, ids);
}

async function writeScopes(
  client: pg.ClientBase,
  { sourceId, version, newScopes }: SourceRead,
): Promise<void> {
  if (newScopes === null) return;
  const scopes: SourceScopes = {
    version,
    regions: [...newScopes.regions],
    services: [...newScopes.services],
  };
  await client.query(
    `insert into setting (key, value, "updatedAt") values ($1, $2, now())
     on conflict (key) do update set value = $2, "updatedAt" = now()`,
    [sourceScopesKey(sourceId), JSON.stringify(scopes)],
  );
}

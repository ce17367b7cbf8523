import type pg from "pg";
import { TIERS, windowStart, type Tier } from "@/lib/domain/window";

export type PartitionedTable = "rollup" | "rollup_block";

/** Creates the leaf partitions of the roll-up tables as they are needed. */
export interface PartitionStore {
  /** Makes sure that rows of these starts can be stored. Its own transaction: creating a leaf locks its parent briefly. */
  ensure(table: PartitionedTable, tier: Tier, startsMs: Iterable<number>): Promise<void>;
  /** Something failed: a leaf that was there may be gone, so the next `ensure` looks again. */
  forget(): void;
}

const CREATE_LOCK = 4_849;

export function createPartitionStore(pool: pg.Pool): PartitionStore {
  const known = new Set<string>();
  return {
    forget: () => known.clear(),
    async ensure(table, tier, startsMs) {
      const missing = new Map<string, number>();
      for (const startMs of startsMs) {
        const leafMs = windowStart(startMs, tier.partitionMs);
        const name = partitionName(table, tier, leafMs);
        if (!known.has(name)) missing.set(name, leafMs);
      }
      for (const [name, leafMs] of missing) {
        // One transaction. The lock, because two that create the same table at once both fail, "if not exists" or not.
        await pool.query(
          `select pg_advisory_xact_lock(${CREATE_LOCK}); create table if not exists ${name} partition of ${table}_${tier.name} for values from (${leafMs}) to (${leafMs + tier.partitionMs})`,
        );
        known.add(name);
      }
    },
  };
}

/** Name of the leaf that begins at `leafMs`. */
export function partitionName(table: PartitionedTable, tier: Tier, leafMs: number): string {
  return `${table}_${tier.name}_${leafMs}`;
}

/** The leaf that a name stands for, or null when it is no leaf of ours. */
export function parsePartitionName(
  name: string,
): { table: PartitionedTable; tier: Tier; leafMs: number } | null {
  const match = /^(rollup|rollup_block)_(10s|1m|5m|1h|1d)_(\d+)$/.exec(name);
  const tier = TIERS.find((candidate) => candidate.name === match?.[2]);
  if (!match || !tier) return null;
  return { table: match[1] as PartitionedTable, tier, leafMs: Number(match[3]) };
}

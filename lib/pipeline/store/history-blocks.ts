import { LRUCache } from "lru-cache";
import type pg from "pg";
import type { PackedBlock } from "@/lib/domain/rollup-row";
import { BLOCK_BYTES, BLOCK_SLOTS } from "@/lib/pipeline/aggregate/rollup-block";
import { metricCodes, storedHistories, type RegionHistoryQuery, type StoredHistory } from "./stored-history";

/** A month by 5 minutes of 30 histories. */
const CACHE_BYTES = 64 * 1024 * 1024;
/** Beside the payload: key, version, entry. */
const ENTRY_BYTES = 256;

interface BlockKey {
  readonly metric: number;
  readonly region_id: number;
  readonly block_ms: string;
}
/** A history's blocks, and the transactions that wrote their rows as they are. */
interface VersionsRow {
  readonly metric: number;
  readonly region_id: number;
  readonly region: string;
  /** `start/version`, oldest first, separated by commas: thousands of rows would take longer than what they say. */
  readonly blocks: string;
}
interface BlockVersion extends BlockKey {
  readonly region: string;
  readonly version: string;
}
interface BlockRow extends BlockKey {
  readonly version: string;
  readonly payload: Buffer;
}

/**
 * Packed history, of which only what changed since it was last read is fetched: most of what people look at is past and
 * stays as it is. Whether a block changed is told by its row's version, so late data and imports are seen at once.
 */
export class HistoryBlocks {
  private readonly cache = new LRUCache<string, { readonly version: string; readonly payload: Uint8Array }>({
    maxSize: CACHE_BYTES,
    sizeCalculation: () => BLOCK_BYTES + ENTRY_BYTES,
  });

  private constructor(private readonly pool: pg.Pool) {}

  /** The same for all requests of a process that share a pool. */
  static of(pool: pg.Pool): HistoryBlocks {
    const blocks = byPool.get(pool) ?? new HistoryBlocks(pool);
    byPool.set(pool, blocks);
    return blocks;
  }

  async read(query: RegionHistoryQuery): Promise<StoredHistory<PackedBlock>[]> {
    const tierMs = query.tier.windowMs;
    const versions = await this.versions(query);
    const payloads = new Map<string, Uint8Array>();
    const missing: BlockVersion[] = [];
    for (const row of versions) {
      const key = keyOf(tierMs, row);
      const cached = this.cache.get(key);
      if (cached?.version === row.version) payloads.set(key, cached.payload);
      else missing.push(row);
    }
    for (const row of await this.fetch(tierMs, missing)) {
      const key = keyOf(tierMs, row);
      const payload = Uint8Array.from(row.payload); // of its own: the row's is part of what came over the wire
      this.cache.set(key, { version: row.version, payload });
      payloads.set(key, payload);
    }
    return storedHistories(versions, (row, into: PackedBlock[]) => {
      const payload = payloads.get(keyOf(tierMs, row));
      // A block that was forgotten in between has none.
      if (payload) into.push({ region: row.region, tierMs, blockMs: Number(row.block_ms), payload });
    });
  }

  private async versions({
    metrics,
    regions,
    tier,
    fromMs,
    toMs,
  }: RegionHistoryQuery): Promise<BlockVersion[]> {
    const { rows } = await this.pool.query<VersionsRow>(
      `select m.metric, g.id as region_id, g.code as region, b.blocks
       from unnest($2::smallint[]) m(metric) cross join region g
       join lateral (select string_agg(b.block_ms || '/' || b.xmin, ',' order by b.block_ms) as blocks from rollup_block b
                     where b.tier_ms = $1 and b.metric = m.metric and b.region_id = g.id
                       and b.block_ms > $3 and b.block_ms < $4) b on b.blocks is not null
       where $5::text[] is null or g.code = any($5) order by m.metric, region`,
      [tier.windowMs, metricCodes(metrics), fromMs - BLOCK_SLOTS * tier.windowMs, toMs, regions],
    );
    return rows.flatMap(({ blocks, ...history }) =>
      blocks.split(",").map((block) => {
        const [block_ms, version] = block.split("/");
        return { ...history, block_ms, version };
      }),
    );
  }

  private async fetch(tierMs: number, keys: readonly BlockKey[]): Promise<BlockRow[]> {
    if (keys.length === 0) return [];
    const { rows } = await this.pool.query<BlockRow>(
      `select b.metric, b.region_id, b.block_ms, b.xmin::text as version, b.payload
       from unnest($2::smallint[], $3::int[], $4::bigint[]) k(metric, region_id, block_ms)
       join rollup_block b on b.tier_ms = $1 and b.metric = k.metric and b.region_id = k.region_id and b.block_ms = k.block_ms`,
      [
        tierMs,
        keys.map((key) => key.metric),
        keys.map((key) => key.region_id),
        keys.map((key) => key.block_ms),
      ],
    );
    return rows;
  }
}

const byPool = new WeakMap<pg.Pool, HistoryBlocks>();

function keyOf(tierMs: number, { metric, region_id, block_ms }: BlockKey): string {
  return `${tierMs}/${metric}/${region_id}/${block_ms}`;
}

import type pg from "pg";
import type { RegionRow } from "./rollup-store";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { blockStart, emptyBlock, writeSlot } from "@/lib/pipeline/aggregate/rollup-block";

interface Block {
  readonly tierMs: number;
  readonly metric: number;
  readonly regionId: number;
  readonly blockMs: number;
  payload: Buffer;
}

/** Brings the packed blocks up to date with the regions' rows that just changed. */
export async function writeBlocks(client: pg.ClientBase, rows: readonly RegionRow[]): Promise<void> {
  if (rows.length === 0) return;
  const blocks = new Map<string, Block>();
  for (const row of rows) {
    const blockMs = blockStart(Number(row.window_ms), row.tier_ms);
    const key = blockKey(row.tier_ms, row.metric, row.region_id, blockMs);
    if (!blocks.has(key))
      blocks.set(key, {
        tierMs: row.tier_ms,
        metric: row.metric,
        regionId: row.region_id,
        blockMs,
        payload: emptyBlock(),
      });
  }
  await loadPayloads(client, blocks);
  for (const row of rows) {
    const windowMs = Number(row.window_ms);
    const block = blocks.get(
      blockKey(row.tier_ms, row.metric, row.region_id, blockStart(windowMs, row.tier_ms)),
    )!;
    const { count, sum, min, max, last } = row;
    writeSlot(block.payload, (windowMs - block.blockMs) / row.tier_ms, {
      count,
      sum,
      min,
      max,
      last,
      ...percentiles(row.histogram),
    });
  }
  await savePayloads(client, [...blocks.values()]);
}

function percentiles(bytes: Buffer | null): { p50: number | null; p95: number | null; p99: number | null } {
  if (!bytes) return { p50: null, p95: null, p99: null };
  const histogram = Histogram.decode(bytes);
  return { p50: histogram.quantile(0.5), p95: histogram.quantile(0.95), p99: histogram.quantile(0.99) };
}

function blockKey(tierMs: number, metric: number, regionId: number, blockMs: number): string {
  return `${tierMs}|${metric}|${regionId}|${blockMs}`;
}

function keyColumns(blocks: readonly Block[]): number[][] {
  return [
    blocks.map((block) => block.tierMs),
    blocks.map((block) => block.metric),
    blocks.map((block) => block.regionId),
    blocks.map((block) => block.blockMs),
  ];
}

async function loadPayloads(client: pg.ClientBase, blocks: Map<string, Block>): Promise<void> {
  const stored = await client.query<{
    tier_ms: number;
    metric: number;
    region_id: number;
    block_ms: string;
    payload: Buffer;
  }>(
    `select tier_ms, metric, region_id, block_ms, payload from rollup_block
     join unnest($1::int[], $2::smallint[], $3::int[], $4::bigint[]) k (tier_ms, metric, region_id, block_ms)
     using (tier_ms, metric, region_id, block_ms)`,
    keyColumns([...blocks.values()]),
  );
  for (const row of stored.rows)
    blocks.get(blockKey(row.tier_ms, row.metric, row.region_id, Number(row.block_ms)))!.payload = row.payload;
}

async function savePayloads(client: pg.ClientBase, blocks: readonly Block[]): Promise<void> {
  await client.query(
    `insert into rollup_block (tier_ms, metric, region_id, block_ms, payload)
     select * from unnest($1::int[], $2::smallint[], $3::int[], $4::bigint[], $5::bytea[])
     on conflict (tier_ms, metric, region_id, block_ms) do update set payload = excluded.payload`,
    [...keyColumns(blocks), blocks.map((block) => block.payload)],
  );
}

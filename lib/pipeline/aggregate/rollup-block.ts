/** The packed form of a region's windows: 60 slots of 8 little-endian doubles, NaN where unknown. */
export const BLOCK_SLOTS = 60;
const FIELDS = 8;
const SLOT_BYTES = FIELDS * 8;
export const BLOCK_BYTES = BLOCK_SLOTS * SLOT_BYTES;

export interface BlockSlot {
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number | null;
  /** Percentiles of distributions in ms, null for other metrics. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export function emptyBlock(): Buffer {
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at += 8) block.writeDoubleLE(NaN, at);
  return block;
}

/** Start of the block that holds a window. */
export function blockStart(windowMs: number, tierMs: number): number {
  return Math.floor(windowMs / (tierMs * BLOCK_SLOTS)) * tierMs * BLOCK_SLOTS;
}

export function writeSlot(block: Buffer, slot: number, value: BlockSlot): void {
  const { count, sum, min, max, last, p50, p95, p99 } = value;
  [count, sum, min, max, last, p50, p95, p99].forEach((field, index) =>
    block.writeDoubleLE(field ?? NaN, slot * SLOT_BYTES + index * 8),
  );
}

/** null: nothing is known of that window. */
export function readSlot(block: Buffer, slot: number): BlockSlot | null {
  const at = slot * SLOT_BYTES;
  const count = block.readDoubleLE(at);
  if (Number.isNaN(count)) return null;
  const field = (index: number) => {
    const value = block.readDoubleLE(at + index * 8);
    return Number.isNaN(value) ? null : value;
  };
  const sum = block.readDoubleLE(at + 8);
  return {
    count,
    sum,
    min: field(2),
    max: field(3),
    last: field(4),
    p50: field(5),
    p95: field(6),
    p99: field(7),
  };
}

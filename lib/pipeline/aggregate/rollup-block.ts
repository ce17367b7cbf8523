/** The packed form of a region's windows: 60 slots of 8 little-endian doubles, NaN where unknown. */
export const BLOCK_SLOTS = 60;
const FIELDS = 8;
const SLOT_BYTES = FIELDS * 8;
export const BLOCK_BYTES = BLOCK_SLOTS * SLOT_BYTES;
const OFFSETS = { count: 0, sum: 8, min: 16, max: 24, last: 32, p50: 40, p95: 48, p99: 56 } as const;
export type BlockField = keyof typeof OFFSETS;

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
export function readSlot(block: Uint8Array, slot: number): BlockSlot | null {
  const slots = new BlockReader(block);
  if (!slots.has(slot)) return null;
  const field = (name: BlockField) => {
    const value = slots.read(slot, name);
    return Number.isNaN(value) ? null : value;
  };
  return {
    count: slots.read(slot, "count"),
    sum: slots.read(slot, "sum"),
    min: field("min"),
    max: field("max"),
    last: field("last"),
    p50: field("p50"),
    p95: field("p95"),
    p99: field("p99"),
  };
}

/** Reads single fields of a block; NaN where unknown. */
export class BlockReader {
  private readonly view: DataView;

  constructor(block: Uint8Array) {
    this.view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  }

  /** Whether anything is known of the window. */
  has(slot: number): boolean {
    return !Number.isNaN(this.read(slot, "count"));
  }

  read(slot: number, field: BlockField): number {
    return this.view.getFloat64(slot * SLOT_BYTES + OFFSETS[field], true);
  }
}

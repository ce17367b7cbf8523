import { MINUTE_MS } from "@/lib/domain/window";

/** How far behind a series' newest sample another may come and still be folded. */
export const OUT_OF_ORDER_MS = 10 * MINUTE_MS;

const SMALLEST_CLASS = 4;
const CLASS_COUNT = 9;
/** 1,024 samples: ten minutes at better than one a second. */
const LARGEST_CLASS = SMALLEST_CLASS * 2 ** (CLASS_COUNT - 1);
const BLOCKS_PER_CHUNK = 256;
const NO_BLOCK = -1;
const FIRST_SERIES = 1024;

/** Where a sample belongs among those kept. */
export interface Place {
  /** Index at which it would be inserted, or that of the sample with the same time. */
  index: number;
  same: boolean;
}

/** Blocks of one size: pairs (time, value), carved from chunks, reused through a free list. */
class BlockPool {
  private readonly chunks: Float64Array[] = [];
  private readonly free: number[] = [];
  private used = 0;

  constructor(private readonly pairs: number) {}

  take(): number {
    const reused = this.free.pop();
    if (reused !== undefined) return reused;
    if (this.used === this.chunks.length * BLOCKS_PER_CHUNK)
      this.chunks.push(new Float64Array(BLOCKS_PER_CHUNK * this.pairs * 2));
    return this.used++;
  }

  give(block: number): void {
    this.free.push(block);
  }

  chunk(block: number): Float64Array {
    return this.chunks[Math.floor(block / BLOCKS_PER_CHUNK)]!;
  }

  offset(block: number): number {
    return (block % BLOCKS_PER_CHUNK) * this.pairs * 2;
  }
}

/**
 * The samples of the last ten minutes of each series, in time order: what duplicates, late samples and counter increases
 * are judged against. A value that is NaN is a stale marker. A series costs 16 bytes a sample, in blocks of 4 to 1,024.
 */
export class SeriesHistory {
  private readonly pools = Array.from(
    { length: CLASS_COUNT },
    (_, c) => new BlockPool(SMALLEST_CLASS * 2 ** c),
  );
  private block = new Int32Array(FIRST_SERIES).fill(NO_BLOCK);
  private sizeClass = new Uint8Array(FIRST_SERIES);
  private lengths = new Uint16Array(FIRST_SERIES);
  private dropped = new Uint8Array(FIRST_SERIES);

  length(series: number): number {
    return series < this.lengths.length ? this.lengths[series]! : 0;
  }

  timeAt(series: number, index: number): number {
    const pool = this.pools[this.sizeClass[series]!]!;
    return pool.chunk(this.block[series]!)[pool.offset(this.block[series]!) + index * 2]!;
  }

  valueAt(series: number, index: number): number {
    const pool = this.pools[this.sizeClass[series]!]!;
    return pool.chunk(this.block[series]!)[pool.offset(this.block[series]!) + index * 2 + 1]!;
  }

  /** Whether samples of this series were dropped, so that what lay before its oldest is no longer known. */
  hasDropped(series: number): boolean {
    return series < this.dropped.length && this.dropped[series] === 1;
  }

  /** Whether nothing lay before its oldest kept sample: only then can another be put in front of it. */
  knowsBeforeOldest(series: number): boolean {
    return !this.hasDropped(series) && this.length(series) < LARGEST_CLASS;
  }

  newestMs(series: number): number {
    const length = this.length(series);
    return length === 0 ? -Infinity : this.timeAt(series, length - 1);
  }

  /** Searches from the newest end, where nearly every sample belongs. Fills `into` to spare an object. */
  locate(series: number, timeMs: number, into: Place): Place {
    let index = this.length(series);
    while (index > 0 && this.timeAt(series, index - 1) > timeMs) index--;
    into.same = index > 0 && this.timeAt(series, index - 1) === timeMs;
    into.index = into.same ? index - 1 : index;
    return into;
  }

  /** Inserts before `index`. Drops what is older than ten minutes behind the newest, or the oldest at the largest size. */
  insert(series: number, index: number, timeMs: number, value: number): void {
    this.reserveSeries(series);
    let at = index;
    if (this.block[series] === NO_BLOCK) this.block[series] = this.pools[0]!.take();
    else if (this.lengths[series] === SMALLEST_CLASS * 2 ** this.sizeClass[series]!)
      at = Math.max(0, at - this.makeRoom(series, timeMs));
    const length = this.lengths[series]!;
    const pool = this.pools[this.sizeClass[series]!]!;
    const chunk = pool.chunk(this.block[series]!);
    const base = pool.offset(this.block[series]!);
    if (at < length) chunk.copyWithin(base + at * 2 + 2, base + at * 2, base + length * 2);
    chunk[base + at * 2] = timeMs;
    chunk[base + at * 2 + 1] = value;
    this.lengths[series] = length + 1;
  }

  /** Marks a restored series as one whose older samples are not known. */
  markDropped(series: number): void {
    this.reserveSeries(series);
    this.dropped[series] = 1;
  }

  /** Frees at least one place; returns how many of the oldest samples were dropped. */
  private makeRoom(series: number, timeMs: number): number {
    const length = this.lengths[series]!;
    const horizonMs = Math.max(this.newestMs(series), timeMs) - OUT_OF_ORDER_MS;
    let old = 0;
    // The newest two behind the horizon stay: a late sample's increase is measured from the one, whose own interval
    // the other tells.
    while (old < length - 2 && this.timeAt(series, old + 2) < horizonMs) old++;
    if (old === 0 && length < LARGEST_CLASS) {
      this.enlarge(series);
      return 0;
    }
    const dropped = Math.max(old, 1);
    const pool = this.pools[this.sizeClass[series]!]!;
    const base = pool.offset(this.block[series]!);
    pool.chunk(this.block[series]!).copyWithin(base, base + dropped * 2, base + length * 2);
    this.lengths[series] = length - dropped;
    this.dropped[series] = 1;
    return dropped;
  }

  private enlarge(series: number): void {
    const from = this.pools[this.sizeClass[series]!]!;
    const to = this.pools[this.sizeClass[series]! + 1]!;
    const old = this.block[series]!;
    const fresh = to.take();
    const start = from.offset(old);
    to.chunk(fresh).set(from.chunk(old).subarray(start, start + this.lengths[series]! * 2), to.offset(fresh));
    from.give(old);
    this.block[series] = fresh;
    this.sizeClass[series]!++;
  }

  private reserveSeries(series: number): void {
    if (series < this.block.length) return;
    const size = Math.max(this.block.length * 2, series + 1);
    const block = new Int32Array(size).fill(NO_BLOCK);
    block.set(this.block);
    const sizeClass = new Uint8Array(size);
    sizeClass.set(this.sizeClass);
    const lengths = new Uint16Array(size);
    lengths.set(this.lengths);
    const dropped = new Uint8Array(size);
    dropped.set(this.dropped);
    Object.assign(this, { block, sizeClass, lengths, dropped });
  }
}

import type { KnownSeries } from "@/lib/domain/sample";

const FIRST_SLOTS = 1024;
const EMPTY = -1;
const ARENA_CHUNK_BYTES = 1 << 20;
const WORD_BYTES = 4;

/**
 * Identity bytes → a dense series id, with the bytes kept and compared, so that two series never share one by a hash
 * collision. Open addressing over typed arrays: a million series cost no JavaScript object each.
 */
export class SeriesTable implements KnownSeries {
  private slots = new Int32Array(FIRST_SLOTS).fill(EMPTY);
  private hashes = new Uint32Array(FIRST_SLOTS);
  private chunks: Buffer[] = [];
  private chunkUsed = ARENA_CHUNK_BYTES;
  private identityChunk = new Int32Array(FIRST_SLOTS);
  private identityStart = new Int32Array(FIRST_SLOTS);
  private identityLengths = new Int32Array(FIRST_SLOTS);
  private views: DataView[] = [];
  /** Senders repeat their order: by series, the one that followed it last time, + 1; 0 where unknown. */
  private followers = new Int32Array(FIRST_SLOTS);
  private previous = 0;
  private asked: Buffer = Buffer.alloc(0);
  private askedView: DataView = new DataView(new ArrayBuffer(0));
  private count = 0;
  private totalBytes = 0;

  /** Bytes of all identities. */
  get identityBytes(): number {
    return this.totalBytes;
  }

  get size(): number {
    return this.count;
  }

  /** The id of the series, or -1 when it is not known. */
  find(bytes: Buffer, start: number, end: number): number {
    const likely = this.followers[this.previous]! - 1;
    if (likely >= 0 && this.isIdentity(likely, bytes, start, end)) return (this.previous = likely);
    const id = this.lookUp(this.previous, bytes, start, end);
    if (id !== EMPTY) this.previous = id;
    return id;
  }

  follow(previous: number, bytes: Buffer, start: number, end: number): number {
    const likely = previous < 0 ? EMPTY : this.followers[previous]! - 1;
    if (likely < 0) return EMPTY;
    const identityEnd = start + this.identityLengths[likely]!;
    return identityEnd <= end && this.isIdentity(likely, bytes, start, identityEnd) ? likely : EMPTY;
  }

  lookUp(previous: number, bytes: Buffer, start: number, end: number): number {
    const id = this.slots[this.slotOf(hashBytes(bytes, start, end), bytes, start, end)]!;
    if (id !== EMPTY && previous >= 0) this.followers[previous] = id + 1;
    return id;
  }

  identityLength(series: number): number {
    return this.identityLengths[series]!;
  }

  /** Adds a series that `find` did not know; returns its id: 0, 1, 2, … */
  add(bytes: Buffer, start: number, end: number): number {
    if ((this.count + 1) * 2 > this.slots.length) this.growSlots();
    const hash = hashBytes(bytes, start, end);
    const slot = this.slotOf(hash, bytes, start, end);
    const id = this.count++;
    this.storeIdentity(id, bytes, start, end);
    this.slots[slot] = id;
    this.hashes[id] = hash;
    this.followers[this.previous] = id + 1;
    return (this.previous = id);
  }

  /** The identity bytes of a series; a view, not to be written to. */
  identity(id: number): Buffer {
    const start = this.identityStart[id]!;
    return this.chunks[this.identityChunk[id]!]!.subarray(start, start + this.identityLengths[id]!);
  }

  private slotOf(hash: number, bytes: Buffer, start: number, end: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id === EMPTY || (this.hashes[id] === hash && this.isIdentity(id, bytes, start, end))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private isIdentity(id: number, bytes: Buffer, start: number, end: number): boolean {
    const length = end - start;
    if (this.identityLengths[id] !== length) return false;
    if (bytes !== this.asked) {
      this.asked = bytes;
      this.askedView = viewOf(bytes);
    }
    const theirs = this.askedView;
    const ours = this.views[this.identityChunk[id]!]!;
    const from = this.identityStart[id]!;
    // From the end: what tells a sender's series apart is seldom in the name.
    let at = length - WORD_BYTES;
    for (; at >= 0; at -= WORD_BYTES)
      if (ours.getInt32(from + at, true) !== theirs.getInt32(start + at, true)) return false;
    for (at += WORD_BYTES - 1; at >= 0; at--)
      if (ours.getUint8(from + at) !== theirs.getUint8(start + at)) return false;
    return true;
  }

  private storeIdentity(id: number, bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (id >= this.identityStart.length) this.growIdentities();
    if (this.chunkUsed + length > ARENA_CHUNK_BYTES) {
      const chunk = Buffer.allocUnsafeSlow(Math.max(ARENA_CHUNK_BYTES, length));
      this.chunks.push(chunk);
      this.views.push(viewOf(chunk));
      this.chunkUsed = 0;
    }
    bytes.copy(this.chunks[this.chunks.length - 1]!, this.chunkUsed, start, end);
    this.identityChunk[id] = this.chunks.length - 1;
    this.identityStart[id] = this.chunkUsed;
    this.identityLengths[id] = length;
    this.chunkUsed += length;
    this.totalBytes += length;
  }

  private growIdentities(): void {
    this.identityChunk = grown(this.identityChunk);
    this.identityStart = grown(this.identityStart);
    this.identityLengths = grown(this.identityLengths);
    this.followers = grown(this.followers);
    const hashes = new Uint32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
  }

  private growSlots(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2).fill(EMPTY);
    const mask = this.slots.length - 1;
    for (const id of old) {
      if (id === EMPTY) continue;
      let slot = this.hashes[id]! & mask;
      while (this.slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(array.length * 2);
  bigger.set(array);
  return bigger;
}

/** A 32-bit mix of the bytes, four at a time (constants of MurmurHash3, Appleby). */
function hashBytes(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  for (; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x85ebca6b);
  hash ^= hash >>> 16;
  return Math.imul(hash, 0xc2b2ae35) >>> 0;
}

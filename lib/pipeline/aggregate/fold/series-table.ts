const FIRST_SLOTS = 1024;
const EMPTY = -1;
const ARENA_CHUNK_BYTES = 1 << 20;

/**
 * Identity bytes → a dense series id, with the bytes kept and compared, so that two series never share one by a hash
 * collision. Open addressing over typed arrays: a million series cost no JavaScript object each.
 */
export class SeriesTable {
  private slots = new Int32Array(FIRST_SLOTS).fill(EMPTY);
  private hashes = new Uint32Array(FIRST_SLOTS);
  private chunks: Buffer[] = [];
  private chunkUsed = ARENA_CHUNK_BYTES;
  private identityChunk = new Int32Array(FIRST_SLOTS);
  private identityStart = new Int32Array(FIRST_SLOTS);
  private identityLength = new Int32Array(FIRST_SLOTS);
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
    return this.slots[this.slotOf(hashBytes(bytes, start, end), bytes, start, end)]!;
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
    return id;
  }

  /** The identity bytes of a series; a view, not to be written to. */
  identity(id: number): Buffer {
    const start = this.identityStart[id]!;
    return this.chunks[this.identityChunk[id]!]!.subarray(start, start + this.identityLength[id]!);
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
    const length = this.identityLength[id]!;
    if (length !== end - start) return false;
    const at = this.identityStart[id]!;
    return this.chunks[this.identityChunk[id]!]!.compare(bytes, start, end, at, at + length) === 0;
  }

  private storeIdentity(id: number, bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (id >= this.identityStart.length) this.growIdentities();
    if (this.chunkUsed + length > ARENA_CHUNK_BYTES) {
      this.chunks.push(Buffer.allocUnsafe(Math.max(ARENA_CHUNK_BYTES, length)));
      this.chunkUsed = 0;
    }
    bytes.copy(this.chunks[this.chunks.length - 1]!, this.chunkUsed, start, end);
    this.identityChunk[id] = this.chunks.length - 1;
    this.identityStart[id] = this.chunkUsed;
    this.identityLength[id] = length;
    this.chunkUsed += length;
    this.totalBytes += length;
  }

  private growIdentities(): void {
    this.identityChunk = grown(this.identityChunk);
    this.identityStart = grown(this.identityStart);
    this.identityLength = grown(this.identityLength);
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

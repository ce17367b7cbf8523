const SEGMENT_BYTES = 64;
const SEGMENT_SHIFT = 6;
const CHUNK_SEGMENTS_SHIFT = 14;
const CHUNK_SEGMENTS = 1 << CHUNK_SEGMENTS_SHIFT;
const FIRST_CHAINS = 1024;

/**
 * A byte string for each of many small numbers, in chains of equal segments: whatever lengths the strings grow and shrink
 * to, no memory is lost to blocks of a size that nobody needs any more. 0 stands for 'no segment'.
 */
export class ByteChains {
  private readonly chunks: Uint8Array[] = [];
  /** By segment: the one behind it, in a chain or in the list of free ones. */
  private next = new Int32Array(CHUNK_SEGMENTS);
  private free = 0;
  private used = 1;
  private first = new Int32Array(FIRST_CHAINS);
  private last = new Int32Array(FIRST_CHAINS);
  /** Bytes in the last segment. */
  private fill = new Uint8Array(FIRST_CHAINS);

  /** Whether `count` more bytes need no further segment. */
  hasRoom(chain: number, count: number): boolean {
    return this.first[chain]! !== 0 && this.fill[chain]! + count <= SEGMENT_BYTES;
  }

  append(chain: number, bytes: Uint8Array, count: number): void {
    if (chain >= this.first.length) this.growChains(chain + 1);
    let segment = this.last[chain]!;
    let fill = this.fill[chain]!;
    if (segment !== 0 && fill + count <= SEGMENT_BYTES) {
      const chunk = this.chunks[segment >> CHUNK_SEGMENTS_SHIFT]!;
      const to = offsetOf(segment) + fill;
      for (let at = 0; at < count; at++) chunk[to + at] = bytes[at]!;
      this.fill[chain] = fill + count;
      return;
    }
    for (let at = 0; at < count; at++) {
      if (segment === 0 || fill === SEGMENT_BYTES) {
        segment = this.extend(chain, segment);
        fill = 0;
      }
      this.chunks[segment >> CHUNK_SEGMENTS_SHIFT]![offsetOf(segment) + fill++] = bytes[at]!;
    }
    this.fill[chain] = fill;
  }

  /** Copies the whole string into `into`, as far as there is room; returns its length. */
  read(chain: number, into: Uint8Array): number {
    let length = 0;
    const last = chain < this.first.length ? this.last[chain]! : 0;
    for (let segment = last === 0 ? 0 : this.first[chain]!; segment !== 0; segment = this.next[segment]!) {
      const bytes = segment === last ? this.fill[chain]! : SEGMENT_BYTES;
      const chunk = this.chunks[segment >> CHUNK_SEGMENTS_SHIFT]!;
      const from = offsetOf(segment);
      for (let at = 0; at < bytes; at++) into[length++] = chunk[from + at]!;
      if (segment === last) break;
    }
    return length;
  }

  /** Makes the string empty. */
  clear(chain: number): void {
    if (chain >= this.first.length || this.first[chain] === 0) return;
    this.next[this.last[chain]!] = this.free;
    this.free = this.first[chain]!;
    this.first[chain] = this.last[chain] = this.fill[chain] = 0;
  }

  private extend(chain: number, behind: number): number {
    const segment = this.take();
    if (behind === 0) this.first[chain] = segment;
    else this.next[behind] = segment;
    this.last[chain] = segment;
    return segment;
  }

  private take(): number {
    const reused = this.free;
    if (reused !== 0) {
      this.free = this.next[reused]!;
      return reused;
    }
    const segment = this.used++;
    if (segment >> CHUNK_SEGMENTS_SHIFT >= this.chunks.length) {
      this.chunks.push(new Uint8Array(CHUNK_SEGMENTS * SEGMENT_BYTES));
      if (segment >= this.next.length) this.next = grown(this.next, this.next.length * 2);
    }
    return segment;
  }

  private growChains(size: number): void {
    const length = Math.max(this.first.length * 2, size);
    this.first = grown(this.first, length);
    this.last = grown(this.last, length);
    const fill = new Uint8Array(length);
    fill.set(this.fill);
    this.fill = fill;
  }
}

function offsetOf(segment: number): number {
  return (segment & (CHUNK_SEGMENTS - 1)) << SEGMENT_SHIFT;
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(length);
  bigger.set(array);
  return bigger;
}

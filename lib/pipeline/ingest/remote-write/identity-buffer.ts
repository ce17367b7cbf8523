import { AppError } from "@/lib/platform/errors";

const FIRST_BYTES = 64 * 1024;
/** As much as a request may be: whoever repeats long symbols gains nothing by it. */
const MAX_BYTES = 10 * 1024 * 1024;
const CONTINUES = 0x80;
const LOW_SEVEN = 0x7f;
const BITS_PER_BYTE = 7;
/** Shorter pieces are copied faster by hand. */
const SHORT_BYTES = 48;
const MAX_VARINT_BYTES = 5;

/** Series identities that are not in the request as they are kept: written one behind the other. */
export class IdentityBuffer {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  varint(value: number): void {
    if (this.bytes.length - this.length < MAX_VARINT_BYTES) this.grow(MAX_VARINT_BYTES);
    let rest = value;
    for (; rest >= CONTINUES; rest >>>= BITS_PER_BYTE)
      this.bytes[this.length++] = (rest & LOW_SEVEN) | CONTINUES;
    this.bytes[this.length++] = rest;
  }

  copy(from: Buffer, start: number, end: number): void {
    const count = end - start;
    if (this.bytes.length - this.length < count) this.grow(count);
    const to = this.bytes;
    const at = this.length;
    if (count > SHORT_BYTES) from.copy(to, at, start, end);
    else for (let i = 0; i < count; i++) to[at + i] = from[start + i];
    this.length = at + count;
  }

  take(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private grow(extra: number): void {
    const needed = this.length + extra;
    if (needed > MAX_BYTES)
      throw new AppError("too-large", "The labels of this request are too long in all: send fewer series.");
    const grown = Buffer.allocUnsafe(Math.min(MAX_BYTES, Math.max(needed, 2 * this.bytes.length)));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}

/** How many bytes `varint` writes. */
export function varintBytes(value: number): number {
  let count = 1;
  for (let rest = value; rest >= CONTINUES; rest >>>= BITS_PER_BYTE) count++;
  return count;
}

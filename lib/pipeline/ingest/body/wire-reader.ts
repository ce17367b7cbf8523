import { AppError } from "@/lib/platform/errors";

const CONTINUES = 0x80;
const LOW_SEVEN = 0x7f;
const BITS_PER_BYTE = 7;
const FIXED64_BYTES = 8;
const FIXED32_BYTES = 4;
const WIRE_TYPE_MASK = 7;
const FIELD_SHIFT = 3;
const LAST_VARINT_BYTE = 9;
const BYTES_PER_PART = 4;
const TWO_POW_32 = 2 ** 32;

/** A protobuf tag: field number and wire type. */
const WireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export function fieldOf(tag: number): number {
  return tag >>> FIELD_SHIFT;
}

/**
 * Reads protobuf's wire format, always within `end`, the end of the enclosing message.
 * Everything that is not well-formed throws AppError bad-request naming the byte; nothing is read out of bounds.
 */
export class WireReader {
  pos: number;

  /** @param what what the bytes should be, for the refusal's text. */
  constructor(
    readonly bytes: Buffer,
    private readonly what: string,
    start = 0,
  ) {
    this.pos = start;
  }

  fail(problem: string): never {
    throw new AppError("bad-request", `Not a valid ${this.what}: ${problem} at byte ${this.pos}.`);
  }

  /** A tag. Groups are refused where they are skipped. */
  tag(end: number): number {
    const tag = this.unsigned(end);
    if (tag < 1 << FIELD_SHIFT || tag >= TWO_POW_32) this.fail("a field number that cannot be");
    return tag;
  }

  /** The length of what follows, checked against `end`. @returns the offset where it ends. */
  endOfLength(end: number): number {
    const length = this.unsigned(end);
    if (length > end - this.pos) this.fail(`a length of ${length} that passes the end of what holds it`);
    return this.pos + length;
  }

  /** An unsigned varint; exact below 2^53. */
  unsigned(end: number): number {
    if (this.pos < end) {
      const first = this.bytes[this.pos];
      if (first < CONTINUES) {
        this.pos++;
        return first;
      }
    }
    return this.wide(end, false);
  }

  /** An int64 varint, two's complement; exact within ±2^53. */
  signed(end: number): number {
    return this.wide(end, true);
  }

  private wide(end: number, signed: boolean): number {
    let low = 0;
    let middle = 0;
    let high = 0;
    for (let i = 0; ; i++) {
      if (this.pos >= end) this.fail("a number is cut off");
      const byte = this.bytes[this.pos++];
      const bits = byte & LOW_SEVEN;
      if (i < BYTES_PER_PART) low |= bits << (BITS_PER_BYTE * i);
      else if (i < 2 * BYTES_PER_PART) middle |= bits << (BITS_PER_BYTE * (i - BYTES_PER_PART));
      else high |= bits << (BITS_PER_BYTE * (i - 2 * BYTES_PER_PART));
      if (i === LAST_VARINT_BYTE && byte > 1) this.fail("a number of more than 64 bits");
      if (byte < CONTINUES) break;
    }
    // Three parts of 28, 28 and 8 bits become two words of 32.
    const lowWord = (low | (middle << 28)) >>> 0;
    const highWord = (middle >>> 4) | (high << 24);
    return (signed ? highWord : highWord >>> 0) * TWO_POW_32 + lowWord;
  }

  /** Passes the value of a field that nothing is known about. */
  skip(tag: number, end: number): void {
    switch (tag & WIRE_TYPE_MASK) {
      case WireType.varint:
        this.unsigned(end);
        return;
      case WireType.fixed64:
        return this.advance(FIXED64_BYTES, end);
      case WireType.bytes:
        this.pos = this.endOfLength(end);
        return;
      case WireType.fixed32:
        return this.advance(FIXED32_BYTES, end);
      default:
        this.fail("a wire type that is not supported");
    }
  }

  /** Passes `count` bytes. */
  advance(count: number, end: number): void {
    if (end - this.pos < count) this.fail("a value is cut off");
    this.pos += count;
  }
}

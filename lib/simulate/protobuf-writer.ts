/** The protobuf wire format, as far as the fleet's messages need it (protobuf.dev/programming-guides/encoding). */

const FIRST_BYTES = 4_096;
const LONGEST_VARINT_BYTES = 10;
const EIGHT_BYTES = 8;
const VARINT_STEP = 128;
const UINT32_RANGE = 2 ** 32;
const TAG_SHIFT = 8;
const WireType = { varint: 0, fixed64: 1, lengthDelimited: 2 } as const;

export class ProtobufWriter {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private length = 0;

  /** A non-negative whole number below 2^53 (uint64, int64, enum). */
  uint(field: number, value: number): this {
    return this.tag(field, WireType.varint).varint(value);
  }

  /** sint32: zigzag, so that small negative numbers stay short. */
  sint32(field: number, value: number): this {
    return this.uint(field, value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(field: number, value: number): this {
    this.tag(field, WireType.fixed64).reserve(EIGHT_BYTES);
    this.length = this.bytes.writeDoubleLE(value, this.length);
    return this;
  }

  /** A non-negative whole number below 2^53 in eight bytes. */
  fixed64(field: number, value: number): this {
    return this.fixed64Halves(field, Math.floor(value / UINT32_RANGE), value % UINT32_RANGE);
  }

  /** Unix ms as ns, which a double cannot hold. */
  fixed64Nanoseconds(field: number, timeMs: number): this {
    const nanoseconds = BigInt(Math.round(timeMs)) * 1_000_000n;
    this.tag(field, WireType.fixed64).reserve(EIGHT_BYTES);
    this.length = this.bytes.writeBigUInt64LE(nanoseconds, this.length);
    return this;
  }

  string(field: number, value: string): this {
    const size = Buffer.byteLength(value);
    this.tag(field, WireType.lengthDelimited).varint(size).reserve(size);
    this.length += this.bytes.write(value, this.length);
    return this;
  }

  message(field: number, write: (message: ProtobufWriter) => void): this {
    const inner = new ProtobufWriter();
    write(inner);
    return this.raw(field, inner.finish());
  }

  /** repeated uint64, packed; values as `uint`. */
  packedUints(field: number, values: Iterable<number>): this {
    const inner = new ProtobufWriter();
    for (const value of values) inner.varint(value);
    return this.raw(field, inner.finish());
  }

  /** The bytes written so far; they stay valid while nothing more is written. */
  finish(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private raw(field: number, bytes: Buffer): this {
    this.tag(field, WireType.lengthDelimited).varint(bytes.length).reserve(bytes.length);
    this.length += bytes.copy(this.bytes, this.length);
    return this;
  }

  private fixed64Halves(field: number, high: number, low: number): this {
    this.tag(field, WireType.fixed64).reserve(EIGHT_BYTES);
    this.length = this.bytes.writeUInt32LE(low, this.length);
    this.length = this.bytes.writeUInt32LE(high, this.length);
    return this;
  }

  private tag(field: number, wireType: number): this {
    return this.varint(field * TAG_SHIFT + wireType);
  }

  private varint(value: number): this {
    this.reserve(LONGEST_VARINT_BYTES);
    let left = value;
    while (left >= VARINT_STEP) {
      this.bytes[this.length++] = (left % VARINT_STEP) + VARINT_STEP;
      left = Math.floor(left / VARINT_STEP);
    }
    this.bytes[this.length++] = left;
    return this;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + more));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}

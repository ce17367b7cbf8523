import type { ScopeColumns } from "@/lib/pipeline/aggregate/scope-columns";

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
const FIELDS = 12;
const NULL_LENGTH = -1;
const TRAILER = -1;
/** A row without its histogram: field count, 12 lengths, 4 + 2 + 4 + 4 + 8 × 7 bytes. */
const LONGEST_ROW = 2 + FIELDS * 4 + 70;
const FIRST_BYTES = 1024 * 1024;

/** Whose row it is. */
export interface RowPlace {
  readonly tierMs: number;
  readonly metric: number;
  readonly regionId: number;
  readonly serviceId: number;
}

/** Rows of `rollup` in COPY's binary format; NaN becomes null. */
export class RollupCopyWriter {
  rows = 0;
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private at = 0;

  constructor() {
    this.at = HEADER.copy(this.bytes, 0);
  }

  /** Adds the row of one window of `columns`. Takes no object a row: there are millions. */
  add(
    place: RowPlace,
    windowMs: number,
    columns: ScopeColumns,
    window: number,
    histogram: Uint8Array | null,
  ): void {
    this.reserve(LONGEST_ROW + (histogram?.length ?? 0));
    this.at = this.bytes.writeInt16BE(FIELDS, this.at);
    this.int32(place.tierMs);
    this.at = this.bytes.writeInt32BE(2, this.at);
    this.at = this.bytes.writeInt16BE(place.metric, this.at);
    this.int32(place.regionId);
    this.int32(place.serviceId);
    this.int64(windowMs);
    this.double(columns.count[window]!);
    this.double(columns.sum[window]!);
    this.double(columns.min[window]!);
    this.double(columns.max[window]!);
    this.double(columns.last[window]!);
    this.int64(columns.lastMs[window]!);
    this.binary(histogram);
    this.rows++;
  }

  /** Everything, with the trailer. */
  finish(): Buffer {
    this.reserve(2);
    this.at = this.bytes.writeInt16BE(TRAILER, this.at);
    return this.bytes.subarray(0, this.at);
  }

  private int32(value: number): void {
    this.at = this.bytes.writeInt32BE(4, this.at);
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  private int64(value: number): void {
    if (Number.isNaN(value)) return this.nothing();
    this.at = this.bytes.writeInt32BE(8, this.at);
    const whole = Math.round(value);
    const high = Math.floor(whole / 2 ** 32);
    this.at = this.bytes.writeInt32BE(high, this.at);
    this.at = this.bytes.writeUInt32BE(whole - high * 2 ** 32, this.at);
  }

  private double(value: number): void {
    if (Number.isNaN(value)) return this.nothing();
    this.at = this.bytes.writeInt32BE(8, this.at);
    this.at = this.bytes.writeDoubleBE(value, this.at);
  }

  private binary(value: Uint8Array | null): void {
    if (value === null) return this.nothing();
    this.at = this.bytes.writeInt32BE(value.length, this.at);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  private nothing(): void {
    this.at = this.bytes.writeInt32BE(NULL_LENGTH, this.at);
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + more));
    this.bytes.copy(bigger, 0, 0, this.at);
    this.bytes = bigger;
  }
}

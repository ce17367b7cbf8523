import type { SeriesColumns } from "./series-columns";
import { histogramPoint, type NativeHistogram, type NativeHistogramRefusal } from "./native-histogram";
import { STALE_NAN_HIGH, STALE_NAN_LOW } from "@/lib/domain/sample";
import { fieldOf, type WireReader } from "@/lib/pipeline/ingest/body/wire-reader";
import { AppError } from "@/lib/platform/errors";

/** Field numbers of prompb.Histogram and BucketSpan; the start is of version 2.0. */
const Field = {
  countInt: 1,
  countFloat: 2,
  sum: 3,
  schema: 4,
  zeroCountInt: 6,
  zeroCountFloat: 7,
  negativeSpans: 8,
  negativeDeltas: 9,
  negativeCounts: 10,
  positiveSpans: 11,
  positiveDeltas: 12,
  positiveCounts: 13,
  resetHint: 14,
  timestamp: 15,
  customValues: 16,
  startTimestamp: 17,
} as const;
const GAUGE_HINT = 3;
const SPAN_OFFSET_TAG = 0x08;
const SPAN_LENGTH_TAG = 0x10;
const DOUBLE_BYTES = 8;
const WORD_BYTES = 4;
const WIRE_TYPE_MASK = 7;
const PACKED = 2;
const VARINT = 0;
const FIXED64 = 1;
/** Senders keep to some hundreds. */
const MAX_BUCKETS = 10_000;
/** In numbers of eight bytes, of all histograms of a request; an empty one takes as much as OWN_NUMBERS. */
const MAX_NUMBERS = 1_000_000;
const OWN_NUMBERS = 32;

/** Reads native histograms of one request into its columns, in bounded memory. */
export class NativeHistogramReader {
  /** Histograms that were not added, by reason. */
  readonly refused = new Map<NativeHistogramRefusal, number>();
  private leftNumbers = MAX_NUMBERS;
  private timeMs = 0;
  private startMs = 0;
  private stale = false;
  private negative = { spans: [] as number[], counts: [] as number[] };

  constructor(
    private readonly reader: WireReader,
    private readonly columns: SeriesColumns,
  ) {}

  /** One Histogram message. */
  read(end: number): void {
    const native: NativeHistogram = {
      count: 0,
      sum: 0,
      schema: 0,
      zeroCount: 0,
      positiveSpans: [],
      positiveCounts: [],
      negativeTotal: 0,
      customValues: [],
      gauge: false,
    };
    this.timeMs = this.startMs = 0;
    this.stale = false;
    this.negative = { spans: [], counts: [] };
    const { reader } = this;
    while (reader.pos < end) this.field(reader.tag(end), end, native);
    if (this.stale) return this.columns.addSample(this.timeMs, this.startMs, STALE_NAN_LOW, STALE_NAN_HIGH);
    native.negativeTotal = this.negative.counts.reduce((sum, count) => sum + Math.abs(count), 0);
    const point = histogramPoint(native);
    if (typeof point === "string") {
      this.refused.set(point, (this.refused.get(point) ?? 0) + 1);
      return;
    }
    const counts = point.exponential?.counts.length ?? 2 * (point.explicit?.counts.length ?? 0);
    this.leftNumbers -= OWN_NUMBERS + counts;
    if (this.leftNumbers < 0)
      throw new AppError("too-large", "Too many histogram buckets in one request: send smaller ones.");
    this.columns.addHistogram(this.timeMs, this.startMs, point);
  }

  private field(tag: number, end: number, native: NativeHistogram): void {
    const { reader } = this;
    switch (fieldOf(tag)) {
      case Field.countInt:
        native.count = this.varint(tag, end);
        return;
      case Field.countFloat:
        native.count = this.double(tag, end);
        return;
      case Field.sum:
        this.sum(tag, end, native);
        return;
      case Field.schema:
        native.schema = unzigzag(this.varint(tag, end));
        return;
      case Field.zeroCountInt:
        native.zeroCount = this.varint(tag, end);
        return;
      case Field.zeroCountFloat:
        native.zeroCount = this.double(tag, end);
        return;
      case Field.resetHint:
        native.gauge = this.varint(tag, end) === GAUGE_HINT;
        return;
      case Field.timestamp:
        this.timeMs = this.signed(tag, end);
        return;
      case Field.startTimestamp:
        this.startMs = this.signed(tag, end);
        return;
      case Field.customValues:
        return this.doubles(tag, end, native.customValues);
      case Field.positiveSpans:
        return this.span(tag, end, native.positiveSpans);
      case Field.positiveDeltas:
        return this.deltas(tag, end, native.positiveCounts);
      case Field.positiveCounts:
        return this.doubles(tag, end, native.positiveCounts);
      case Field.negativeSpans:
        return this.span(tag, end, this.negative.spans);
      case Field.negativeDeltas:
        return this.deltas(tag, end, this.negative.counts);
      case Field.negativeCounts:
        return this.doubles(tag, end, this.negative.counts);
      default:
        reader.skip(tag, end);
    }
  }

  private sum(tag: number, end: number, native: NativeHistogram): void {
    const at = this.reader.pos;
    native.sum = this.double(tag, end);
    const { bytes } = this.reader;
    this.stale =
      bytes.readUInt32LE(at) === STALE_NAN_LOW && bytes.readUInt32LE(at + WORD_BYTES) === STALE_NAN_HIGH;
  }

  private varint(tag: number, end: number): number {
    this.expect(tag, VARINT);
    return this.reader.unsigned(end);
  }

  private signed(tag: number, end: number): number {
    this.expect(tag, VARINT);
    return this.reader.signed(end);
  }

  private double(tag: number, end: number): number {
    this.expect(tag, FIXED64);
    const at = this.reader.pos;
    this.reader.advance(DOUBLE_BYTES, end);
    return this.reader.bytes.readDoubleLE(at);
  }

  private span(tag: number, end: number, into: number[]): void {
    this.expect(tag, PACKED);
    const { reader } = this;
    const spanEnd = reader.endOfLength(end);
    let offset = 0;
    let length = 0;
    while (reader.pos < spanEnd) {
      const inner = reader.tag(spanEnd);
      if (inner === SPAN_OFFSET_TAG) offset = unzigzag(reader.unsigned(spanEnd));
      else if (inner === SPAN_LENGTH_TAG) length = reader.unsigned(spanEnd);
      else reader.skip(inner, spanEnd);
    }
    this.push(into, offset);
    into.push(length);
  }

  /** Each count as its difference to the one before. */
  private deltas(tag: number, end: number, into: number[]): void {
    const { reader } = this;
    const add = (within: number) => this.push(into, (into.at(-1) ?? 0) + unzigzag(reader.unsigned(within)));
    if ((tag & WIRE_TYPE_MASK) !== PACKED) {
      this.expect(tag, VARINT);
      return add(end);
    }
    const packedEnd = reader.endOfLength(end);
    while (reader.pos < packedEnd) add(packedEnd);
  }

  private doubles(tag: number, end: number, into: number[]): void {
    if ((tag & WIRE_TYPE_MASK) !== PACKED) return this.push(into, this.double(tag, end));
    const { reader } = this;
    const packedEnd = reader.endOfLength(end);
    while (reader.pos < packedEnd) {
      const at = reader.pos;
      reader.advance(DOUBLE_BYTES, packedEnd);
      this.push(into, reader.bytes.readDoubleLE(at));
    }
  }

  private push(into: number[], value: number): void {
    if (into.length >= MAX_BUCKETS) this.reader.fail(`a histogram of more than ${MAX_BUCKETS} buckets`);
    into.push(value);
  }

  private expect(tag: number, wireType: number): void {
    if ((tag & WIRE_TYPE_MASK) !== wireType) this.reader.fail(`field ${fieldOf(tag)} has the wrong type`);
  }
}

/** Exact for values within ±2^52. */
function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

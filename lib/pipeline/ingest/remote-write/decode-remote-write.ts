import type { SampleBatch } from "@/lib/domain/sample";
import { fieldOf, WireReader } from "@/lib/pipeline/ingest/body/wire-reader";
import { LABEL_NAME_TAG, LABEL_TAG, LABEL_VALUE_TAG } from "./read-remote-write-labels";
import { SeriesColumns } from "./series-columns";

// Tags (field number and wire type) of prometheus/prompb: WriteRequest, TimeSeries and Sample of remote_write 1.0.
const TIME_SERIES_TAG = 0x0a;
const SAMPLE_TAG = 0x12;
const HISTOGRAM_TAG = 0x22;
const VALUE_TAG = 0x09;
const TIMESTAMP_TAG = 0x10;
const LAST_FIELD = { request: 1, series: 4, label: 2, sample: 2 } as const;
const EXEMPLAR_TAG = 0x1a;

const DOUBLE_BYTES = 8;
const WORD_BYTES = 4;
const CONTINUES = 0x80;
const LOW_SEVEN = 0x7f;
const BITS_PER_BYTE = 7;

/**
 * One pass over a remote_write 1.0 request, without an object per sample. A series' identity is its label section as
 * sent. Exemplars and metadata are passed over, series without float samples leave no trace, native histograms are counted
 * as refused.
 * @param raw the decompressed body; the batch refers to it.
 * @throws AppError bad-request for what is not well-formed; label text is only checked by `readRemoteWriteLabels`.
 */
export function decodeRemoteWrite(raw: Buffer): SampleBatch {
  return new RemoteWriteDecoder(raw).decode();
}

class RemoteWriteDecoder {
  private readonly reader: WireReader;
  private readonly view: DataView;
  private readonly columns: SeriesColumns;
  private nativeHistograms = 0;
  /** `raw`, followed by the label sections that did not arrive in one piece, rewritten; null while there is none. */
  private extended: Buffer | null = null;
  private extendedLength: number;

  constructor(private readonly raw: Buffer) {
    this.reader = new WireReader(raw, "remote_write request");
    this.view = new DataView(raw.buffer, raw.byteOffset, raw.length);
    this.columns = new SeriesColumns(raw.length);
    this.extendedLength = raw.length;
  }

  decode(): SampleBatch {
    const { reader, raw } = this;
    while (reader.pos < raw.length) {
      const tag = reader.tag(raw.length);
      if (tag === TIME_SERIES_TAG) this.timeSeries(reader.endOfLength(raw.length));
      else this.skipUnknown(tag, raw.length, LAST_FIELD.request);
    }
    const refused = new Map<string, number>();
    if (this.nativeHistograms > 0) refused.set("native-histogram-unsupported", this.nativeHistograms);
    return this.columns.finish(this.extended?.subarray(0, this.extendedLength) ?? raw, refused);
  }

  private timeSeries(end: number): void {
    const { reader, columns } = this;
    const start = reader.pos;
    let labelsStart = start;
    let labelsEnd = start;
    let inOnePiece = true;
    while (reader.pos < end) {
      const tagAt = reader.pos;
      const tag = reader.tag(end);
      if (tag === LABEL_TAG) {
        if (labelsEnd === labelsStart) labelsStart = tagAt;
        else if (tagAt !== labelsEnd) inOnePiece = false;
        // An overlong tag would let identities begin with another byte than the tag's own.
        if (this.raw[tagAt] !== LABEL_TAG) inOnePiece = false;
        this.label(reader.endOfLength(end));
        labelsEnd = reader.pos;
      } else if (tag === SAMPLE_TAG) this.sample(reader.endOfLength(end));
      else if (tag === HISTOGRAM_TAG) {
        this.nativeHistograms++;
        reader.skip(tag, end);
      } else if (tag === EXEMPLAR_TAG) reader.skip(tag, end);
      else this.skipUnknown(tag, end, LAST_FIELD.series);
    }
    if (inOnePiece) columns.endSeries(labelsStart, labelsEnd);
    else this.endSeriesInPieces(start, end);
  }

  /** Only its structure, so that nobody meets junk later; the text is read once per series, when it is new. */
  private label(end: number): void {
    const { reader } = this;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === LABEL_NAME_TAG || tag === LABEL_VALUE_TAG) reader.pos = reader.endOfLength(end);
      else this.skipUnknown(tag, end, LAST_FIELD.label);
    }
  }

  private sample(end: number): void {
    const { reader, view } = this;
    let timeMs = 0;
    let lowWord = 0;
    let highWord = 0;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === VALUE_TAG) {
        const at = reader.pos;
        reader.advance(DOUBLE_BYTES, end);
        lowWord = view.getUint32(at, true);
        highWord = view.getUint32(at + WORD_BYTES, true);
      } else if (tag === TIMESTAMP_TAG) timeMs = reader.signed(end);
      else this.skipUnknown(tag, end, LAST_FIELD.sample);
    }
    this.columns.addSample(timeMs, lowWord, highWord);
  }

  /** Walks a series a second time, to put its labels side by side; the first pass has checked it. */
  private endSeriesInPieces(start: number, end: number): void {
    const { reader, raw } = this;
    const to = (this.extended ??= twiceAsLong(raw));
    const identityStart = this.extendedLength;
    let at = identityStart;
    reader.pos = start;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag !== LABEL_TAG) {
        reader.skip(tag, end);
        continue;
      }
      const labelEnd = reader.endOfLength(end);
      to[at++] = LABEL_TAG;
      at = writeVarint(to, at, labelEnd - reader.pos);
      at += raw.copy(to, at, reader.pos, labelEnd);
      reader.pos = labelEnd;
    }
    this.extendedLength = at;
    this.columns.endSeries(identityStart, at);
  }

  /** Fields that later versions may add are passed over; a known field of another type is not this protocol. */
  private skipUnknown(tag: number, end: number, lastKnownField: number): void {
    if (fieldOf(tag) <= lastKnownField) this.reader.fail(`field ${fieldOf(tag)} has the wrong type`);
    this.reader.skip(tag, end);
  }
}

/** Room for every label section again: rewritten with the shortest varints they never grow. */
function twiceAsLong(raw: Buffer): Buffer {
  const longer = Buffer.allocUnsafe(2 * raw.length);
  raw.copy(longer);
  return longer;
}

/** @returns the offset behind it. */
function writeVarint(to: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest >= CONTINUES; rest >>>= BITS_PER_BYTE) to[at++] = (rest & LOW_SEVEN) | CONTINUES;
  to[at++] = rest;
  return at;
}

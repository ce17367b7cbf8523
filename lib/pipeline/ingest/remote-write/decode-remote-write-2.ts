import { Instrument, type InstrumentCode, type SampleBatch } from "@/lib/domain/sample";
import { fieldOf, WireReader } from "@/lib/pipeline/ingest/body/wire-reader";
import { IdentityBuffer, varintBytes } from "./identity-buffer";
import { NativeHistogramReader } from "./read-native-histogram";
import { LABEL_NAME_TAG, LABEL_TAG, LABEL_VALUE_TAG } from "./read-remote-write-labels";
import { readSample, skipUnknown } from "./read-sample";
import { CLUSTER_LABEL, REPLICA_LABEL } from "./replica-columns";
import { DOOR_LIMITS, tooManyLabels, type RequestLimits } from "./request-limits";
import { SeriesColumns } from "./series-columns";
import { SymbolTable } from "./symbol-table";

// Tags of io.prometheus.write.v2: Request, TimeSeries and Metadata.
const SYMBOL_TAG = 0x22;
const TIME_SERIES_TAG = 0x2a;
const LABEL_REFS_TAG = 0x0a;
const LABEL_REF_TAG = 0x08;
const SAMPLE_TAG = 0x12;
const HISTOGRAM_TAG = 0x1a;
const EXEMPLAR_TAG = 0x22;
const METADATA_TAG = 0x2a;
/** Of the series, until 2.0-rc.3; later each sample has its own. */
const CREATED_TIMESTAMP_TAG = 0x30;
const METADATA_TYPE_TAG = 0x08;
const LAST_FIELD = { request: 5, series: 6, sample: 3 } as const;
/** Fields 1 to 3 are those of a version 1.0 request. */
const LAST_RESERVED_FIELD = 3;

const METRIC_TYPE = { counter: 1, gauge: 2 } as const;
/** More labels than are ever admitted: the rest is checked, not kept. */
const MAX_KEPT_REFS = 1024;
const PAIR = 2;
const ABSENT = -1;
const CLUSTER = Buffer.from(CLUSTER_LABEL);
const REPLICA = Buffer.from(REPLICA_LABEL);

/**
 * A remote_write 2.0 request, without an object per sample. A series' identity is its label section as version 1.0 has it, so
 * that a series is the same whichever version brings it. Exemplars are passed over.
 * @throws AppError bad-request for what is not well-formed (label text is only checked by `readRemoteWriteLabels`),
 *   too-large for more than memory is given to
 */
export function decodeRemoteWrite2(raw: Buffer, limits = DOOR_LIMITS): SampleBatch {
  return new RemoteWrite2Decoder(raw, limits).decode();
}

class RemoteWrite2Decoder {
  private readonly reader: WireReader;
  private readonly columns: SeriesColumns;
  private readonly histograms: NativeHistogramReader;
  private readonly symbols = new SymbolTable();
  private readonly identities = new IdentityBuffer();
  private readonly refs = new Int32Array(MAX_KEPT_REFS);
  private refCount = 0;
  private clusterRef = ABSENT;
  private replicaRef = ABSENT;

  constructor(
    private readonly raw: Buffer,
    private readonly limits: RequestLimits,
  ) {
    this.reader = new WireReader(raw, "remote_write 2.0 request");
    this.columns = new SeriesColumns(raw.length, limits);
    this.histograms = new NativeHistogramReader(this.reader, this.columns);
  }

  decode(): SampleBatch {
    const { reader, raw, symbols } = this;
    this.readSymbols();
    if (symbols.count > 0 && symbols.end(0) > symbols.start(0))
      reader.fail("a first symbol that is not empty");
    this.clusterRef = symbols.find(raw, CLUSTER);
    this.replicaRef = symbols.find(raw, REPLICA);
    reader.pos = 0;
    while (reader.pos < raw.length) {
      const tag = reader.tag(raw.length);
      if (tag === TIME_SERIES_TAG) this.timeSeries(reader.endOfLength(raw.length));
      else reader.skip(tag, raw.length);
    }
    return this.columns.finish(this.identities.take(), this.histograms.refused);
  }

  /** Nothing says that they come first, though all senders put them there. */
  private readSymbols(): void {
    const { reader, raw } = this;
    while (reader.pos < raw.length) {
      const tag = reader.tag(raw.length);
      if (tag === SYMBOL_TAG) {
        const end = reader.endOfLength(raw.length);
        this.symbols.add(reader.pos, end);
        reader.pos = end;
      } else if (tag === TIME_SERIES_TAG) reader.pos = reader.endOfLength(raw.length);
      else if (fieldOf(tag) <= LAST_RESERVED_FIELD) reader.fail("a field of version 1.0");
      else skipUnknown(reader, tag, raw.length, LAST_FIELD.request);
    }
  }

  private timeSeries(end: number): void {
    const { reader, columns } = this;
    const start = reader.pos;
    const firstSample = columns.sampleCount;
    let histograms = 0;
    let createdMs = 0;
    let type = 0;
    this.refCount = 0;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === LABEL_REFS_TAG) this.labelRefs(reader.endOfLength(end));
      else if (tag === SAMPLE_TAG) readSample(reader, reader.endOfLength(end), columns, LAST_FIELD.sample);
      else if (tag === METADATA_TAG) type = this.metricType(reader.endOfLength(end));
      else if (tag === LABEL_REF_TAG) this.labelRef(end);
      else if (tag === CREATED_TIMESTAMP_TAG) createdMs = reader.signed(end);
      else if (tag === HISTOGRAM_TAG) {
        histograms++;
        reader.skip(tag, end);
      } else if (tag === EXEMPLAR_TAG) reader.skip(tag, end);
      else skipUnknown(reader, tag, end, LAST_FIELD.series);
    }
    if (this.refCount % PAIR !== 0) reader.fail("a label name without a value");
    if (columns.sampleCount === firstSample && histograms === 0) return;
    const pair = this.pair();
    const identityStart = this.identities.length;
    this.writeIdentity(pair >= 0);
    const identityEnd = this.identities.length;
    if (createdMs !== 0) columns.startOpenSeries(createdMs);
    columns.endSeries(identityStart, identityEnd, instrumentOf(type), pair);
    if (histograms === 0) return;
    this.readHistograms(start, end);
    if (createdMs !== 0) columns.startOpenSeries(createdMs);
    columns.endSeries(identityStart, identityEnd, Instrument.histogramCumulative, pair);
  }

  private labelRefs(end: number): void {
    while (this.reader.pos < end) this.labelRef(end);
  }

  private labelRef(end: number): void {
    const reference = this.reader.unsigned(end);
    if (reference >= this.symbols.count)
      this.reader.fail(`a reference to symbol ${reference} of ${this.symbols.count}`);
    if (this.refCount < MAX_KEPT_REFS) this.refs[this.refCount] = reference;
    if (++this.refCount > PAIR * this.limits.maxLabels) tooManyLabels(this.limits);
  }

  private metricType(end: number): number {
    const { reader } = this;
    let type = 0;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === METADATA_TYPE_TAG) type = reader.unsigned(end);
      else reader.skip(tag, end);
    }
    return type;
  }

  /** Walks a series a second time; the first pass has checked its structure. */
  private readHistograms(start: number, end: number): void {
    const { reader } = this;
    reader.pos = start;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === HISTOGRAM_TAG) this.histograms.read(reader.endOfLength(end));
      else reader.skip(tag, end);
    }
  }

  private keptRefs(): number {
    return Math.min(this.refCount, MAX_KEPT_REFS);
  }

  /** Number of the pair of replicas that the series came from; -1 where it does not name both. */
  private pair(): number {
    if (this.replicaRef < 0 || this.clusterRef < 0) return ABSENT;
    const cluster = this.valueOf(this.clusterRef);
    const replica = this.valueOf(this.replicaRef);
    return cluster && replica ? this.columns.replicas.numberOf(cluster, replica) : ABSENT;
  }

  /** Bytes of the label's value; null where the series does not have it. */
  private valueOf(nameRef: number): Buffer | null {
    for (let at = 0; at < this.keptRefs(); at += PAIR)
      if (this.refs[at] === nameRef) {
        const value = this.refs[at + 1];
        const [start, end] = [this.symbols.start(value), this.symbols.end(value)];
        return end > start ? this.raw.subarray(start, end) : null;
      }
    return null;
  }

  /** The labels as TimeSeries of version 1.0 has them; empty fields are left out, as proto3 does. */
  private writeIdentity(ofPair: boolean): void {
    const { identities: to, symbols, refs } = this;
    for (let at = 0; at < this.keptRefs(); at += PAIR) {
      if (ofPair && refs[at] === this.replicaRef) continue;
      const nameBytes = fieldBytes(symbols, refs[at]);
      const valueBytes = fieldBytes(symbols, refs[at + 1]);
      to.byte(LABEL_TAG);
      to.varint(nameBytes + valueBytes);
      if (nameBytes > 0) this.writeField(LABEL_NAME_TAG, refs[at]);
      if (valueBytes > 0) this.writeField(LABEL_VALUE_TAG, refs[at + 1]);
    }
  }

  private writeField(tag: number, reference: number): void {
    const { identities: to, symbols } = this;
    to.byte(tag);
    to.varint(symbols.end(reference) - symbols.start(reference));
    to.copy(this.raw, symbols.start(reference), symbols.end(reference));
  }
}

/** Tag, length and text; 0 for an empty one. */
function fieldBytes(symbols: SymbolTable, reference: number): number {
  const length = symbols.end(reference) - symbols.start(reference);
  return length === 0 ? 0 : 1 + varintBytes(length) + length;
}

/** Single values of histograms and summaries are what version 1.0 sends untyped: `_bucket`, `_sum`, `_count`, quantiles. */
function instrumentOf(type: number): InstrumentCode {
  if (type === METRIC_TYPE.counter) return Instrument.counterCumulative;
  return type === METRIC_TYPE.gauge ? Instrument.gauge : Instrument.untyped;
}

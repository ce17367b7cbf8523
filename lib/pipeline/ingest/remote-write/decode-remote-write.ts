import { Instrument, type KnownSeries, type SampleBatch } from "@/lib/domain/sample";
import { WireReader } from "@/lib/pipeline/ingest/body/wire-reader";
import { IdentityBuffer } from "./identity-buffer";
import { NativeHistogramReader } from "./read-native-histogram";
import { LABEL_NAME_TAG, LABEL_TAG, LABEL_VALUE_TAG } from "./read-remote-write-labels";
import { readSample, skipUnknown } from "./read-sample";
import { readUsualSamples, usualLabelsEnd } from "./read-usual-series";
import { CLUSTER_LABEL, REPLICA_LABEL } from "./replica-columns";
import { DOOR_LIMITS, tooManyLabels, type RequestLimits } from "./request-limits";
import { SeriesColumns } from "./series-columns";

// Tags (field number and wire type) of prometheus/prompb: WriteRequest and TimeSeries of remote_write 1.0.
const TIME_SERIES_TAG = 0x0a;
const SAMPLE_TAG = 0x12;
const EXEMPLAR_TAG = 0x1a;
const HISTOGRAM_TAG = 0x22;
const LAST_FIELD = { request: 1, series: 4, label: 2, sample: 2 } as const;

const CLUSTER = Buffer.from(CLUSTER_LABEL);
const REPLICA = Buffer.from(REPLICA_LABEL);
const ABSENT = -1;
/** Of one series; more are counted. */
const USUAL_LABELS_BYTES = 16 * 1024;

/**
 * One pass over a remote_write 1.0 request, without an object per sample. A series' identity is its label section as
 * sent, without the replica where it names a cluster and a replica. Exemplars and metadata are passed over, series without
 * samples leave no trace.
 * @param raw the decompressed body; the batch refers to it.
 * @param known series met before, if any are
 * @throws AppError bad-request for what is not well-formed (label text is only checked by `readRemoteWriteLabels`),
 *   too-large for more than memory is given to
 */
export function decodeRemoteWrite(
  raw: Buffer,
  limits = DOOR_LIMITS,
  known: KnownSeries | null = null,
): SampleBatch {
  return new RemoteWriteDecoder(raw, limits, known).decode();
}

class RemoteWriteDecoder {
  private readonly reader: WireReader;
  readonly view: DataView;
  private readonly columns: SeriesColumns;
  private readonly histograms: NativeHistogramReader;
  /** Identities, once one of them is not in `raw` as it is kept; null while there is none. */
  private rewritten: IdentityBuffer | null = null;
  // Where the labels of an HA pair are in the series that is being read.
  private clusterStart = ABSENT;
  private clusterEnd = ABSENT;
  private replicaStart = ABSENT;
  private replicaEnd = ABSENT;
  /** The known series that came last. */
  private previous = ABSENT;

  constructor(
    readonly raw: Buffer,
    private readonly limits: RequestLimits,
    private readonly known: KnownSeries | null,
  ) {
    this.reader = new WireReader(raw, "remote_write request");
    this.view = new DataView(raw.buffer, raw.byteOffset, raw.length);
    this.columns = new SeriesColumns(raw.length, limits, known);
    this.histograms = new NativeHistogramReader(this.reader, this.columns);
  }

  decode(): SampleBatch {
    const { reader, raw } = this;
    while (reader.pos < raw.length) {
      const tag = reader.tag(raw.length);
      if (tag === TIME_SERIES_TAG) {
        const end = reader.endOfLength(raw.length);
        if (!this.usualSeries(reader.pos, end)) this.timeSeries(end);
      } else skipUnknown(reader, tag, raw.length, LAST_FIELD.request);
    }
    return this.columns.finish(this.rewritten?.take() ?? raw, this.histograms.refused);
  }

  /** False, with nothing noted, for a series in any but the usual form: `timeSeries` then reads it. */
  private usualSeries(start: number, end: number): boolean {
    if (this.rewritten) return false; // its identity must be beside those
    const { raw, known } = this;
    const likely = known ? known.follow(this.previous, raw, start, end) : ABSENT;
    if (likely >= 0 && this.usualSamples(start, start + known!.identityLength(likely), end, likely))
      return true;
    const labelsEnd = usualLabelsEnd(raw, start, end);
    if (labelsEnd === start || labelsEnd - start > USUAL_LABELS_BYTES) return false;
    return this.usualSamples(
      start,
      labelsEnd,
      end,
      known?.lookUp(this.previous, raw, start, labelsEnd) ?? ABSENT,
    );
  }

  private usualSamples(start: number, labelsEnd: number, end: number, series: number): boolean {
    if (!readUsualSamples(this, labelsEnd, end, this.columns)) return false;
    this.columns.endSeries(start, labelsEnd, Instrument.untyped, ABSENT, series);
    this.previous = series;
    this.reader.pos = end;
    return true;
  }

  private timeSeries(end: number): void {
    const { reader, columns } = this;
    const start = reader.pos;
    let labelsStart = start;
    let labelsEnd = start;
    let inOnePiece = true;
    let histograms = 0;
    let labels = 0;
    const firstSample = columns.sampleCount;
    this.clusterStart = this.replicaStart = ABSENT;
    while (reader.pos < end) {
      const tagAt = reader.pos;
      const tag = reader.tag(end);
      if (tag === LABEL_TAG) {
        if (++labels > this.limits.maxLabels) tooManyLabels(this.limits);
        if (labelsEnd === labelsStart) labelsStart = tagAt;
        else if (tagAt !== labelsEnd) inOnePiece = false;
        // An overlong tag would let identities begin with another byte than the tag's own.
        if (this.raw[tagAt] !== LABEL_TAG) inOnePiece = false;
        this.label(reader.endOfLength(end));
        labelsEnd = reader.pos;
      } else if (tag === SAMPLE_TAG) readSample(reader, reader.endOfLength(end), columns, LAST_FIELD.sample);
      else if (tag === HISTOGRAM_TAG) {
        histograms++;
        reader.skip(tag, end);
      } else if (tag === EXEMPLAR_TAG) reader.skip(tag, end);
      else skipUnknown(reader, tag, end, LAST_FIELD.series);
    }
    if (columns.sampleCount === firstSample && histograms === 0) return;
    const pair = this.pair();
    if (this.rewritten || !inOnePiece || pair >= 0) {
      labelsStart = this.rewrite(start, end, pair >= 0);
      labelsEnd = this.rewritten!.length;
    }
    columns.endSeries(labelsStart, labelsEnd, Instrument.untyped, pair);
    if (histograms === 0) return;
    this.readHistograms(start, end);
    columns.endSeries(labelsStart, labelsEnd, Instrument.histogramCumulative, pair);
  }

  /** Only its structure, so that nobody meets junk later; the text is read once per series, when it is new. */
  private label(end: number): void {
    const { reader } = this;
    let nameStart = 0;
    let nameEnd = 0;
    let valueStart = 0;
    let valueEnd = 0;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag === LABEL_NAME_TAG) {
        nameEnd = reader.endOfLength(end);
        nameStart = reader.pos;
        reader.pos = nameEnd;
      } else if (tag === LABEL_VALUE_TAG) {
        valueEnd = reader.endOfLength(end);
        valueStart = reader.pos;
        reader.pos = valueEnd;
      } else skipUnknown(reader, tag, end, LAST_FIELD.label);
    }
    if (valueStart === valueEnd) return;
    if (this.isAt(REPLICA, nameStart, nameEnd)) {
      this.replicaStart = valueStart;
      this.replicaEnd = valueEnd;
    } else if (this.isAt(CLUSTER, nameStart, nameEnd)) {
      this.clusterStart = valueStart;
      this.clusterEnd = valueEnd;
    }
  }

  private isAt(name: Buffer, start: number, end: number): boolean {
    return end - start === name.length && this.raw.compare(name, 0, name.length, start, end) === 0;
  }

  /** Number of the pair of replicas that the series came from; -1 where it does not name both. */
  private pair(): number {
    if (this.replicaStart === ABSENT || this.clusterStart === ABSENT) return ABSENT;
    return this.columns.replicas.numberOf(
      this.raw.subarray(this.clusterStart, this.clusterEnd),
      this.raw.subarray(this.replicaStart, this.replicaEnd),
    );
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

  /** Writes a series' labels side by side, without its replica where it is one of a pair. @returns where they start */
  private rewrite(start: number, end: number, ofPair: boolean): number {
    const { reader, raw } = this;
    if (!this.rewritten) {
      this.rewritten = new IdentityBuffer();
      this.columns.moveIdentities(raw, this.rewritten);
    }
    const to = this.rewritten;
    const identityStart = to.length;
    reader.pos = start;
    while (reader.pos < end) {
      const tag = reader.tag(end);
      if (tag !== LABEL_TAG) {
        reader.skip(tag, end);
        continue;
      }
      const labelEnd = reader.endOfLength(end);
      const isReplica = this.replicaStart >= reader.pos && this.replicaEnd <= labelEnd;
      if (!ofPair || !isReplica) {
        to.byte(LABEL_TAG);
        to.varint(labelEnd - reader.pos);
        to.copy(raw, reader.pos, labelEnd);
      }
      reader.pos = labelEnd;
    }
    return identityStart;
  }
}

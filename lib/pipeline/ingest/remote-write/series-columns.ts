import type { HistogramPoint, InstrumentCode, KnownSeries, SampleBatch } from "@/lib/domain/sample";
import { HIGH_WORD, LOW_WORD, wordsOf } from "@/lib/domain/stale-marker";
import { AppError } from "@/lib/platform/errors";
import type { IdentityBuffer } from "./identity-buffer";
import { ReplicaPairs } from "./replica-columns";
import type { RequestLimits } from "./request-limits";

const MIN_CAPACITY = 16;
/** Guesses from a node exporter's series (200 bytes, one sample each); a wrong guess costs a copy. */
const BYTES_PER_SERIES = 160;

/** The columns of a SampleBatch while they grow. */
export class SeriesColumns {
  seriesCount = 0;
  sampleCount = 0;
  readonly replicas: ReplicaPairs;
  private identityStart: Int32Array;
  private identityEnd: Int32Array;
  private instrument: Uint8Array;
  private firstSample: Int32Array;
  private timesMs: Float64Array;
  private values: Float64Array;
  private words: Uint32Array;
  private startsMs: Float64Array | null = null;
  private histograms: (HistogramPoint | null)[] | null = null;
  private known: Int32Array | null = null;

  constructor(
    bodyBytes: number,
    private readonly limits: RequestLimits,
    private readonly knownSeries: KnownSeries | null = null,
  ) {
    this.replicas = new ReplicaPairs(limits);
    const guess = Math.max(MIN_CAPACITY, Math.ceil(bodyBytes / BYTES_PER_SERIES));
    const capacity = Math.min(limits.maxSamples, guess);
    this.identityStart = new Int32Array(capacity);
    this.identityEnd = new Int32Array(capacity);
    this.instrument = new Uint8Array(capacity);
    this.firstSample = new Int32Array(capacity + 1);
    this.timesMs = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
    this.words = wordsOf(this.values);
    if (knownSeries) this.known = new Int32Array(capacity);
  }

  /** A sample of the series that `endSeries` will close; the value as its two 32-bit halves, so that a NaN keeps them. */
  addSample(timeMs: number, startMs: number, lowWord: number, highWord: number): void {
    if (this.sampleCount === this.timesMs.length) this.growSamples();
    const at = 2 * this.sampleCount;
    if (startMs !== 0) this.starts()[this.sampleCount] = startMs;
    this.timesMs[this.sampleCount++] = timeMs;
    this.words[at + LOW_WORD] = lowWord;
    this.words[at + HIGH_WORD] = highWord;
  }

  /** A histogram in place of a value. */
  addHistogram(timeMs: number, startMs: number, point: HistogramPoint): void {
    this.histograms ??= [];
    while (this.histograms.length < this.sampleCount) this.histograms.push(null);
    this.histograms.push(point);
    this.addSample(timeMs, startMs, 0, 0);
  }

  /** The start of those samples of the series not closed yet that came without their own. */
  startOpenSeries(startMs: number): void {
    const starts = this.starts();
    for (let at = this.firstSample[this.seriesCount]; at < this.sampleCount; at++) starts[at] ||= startMs;
  }

  /**
   * Closes a series with the samples added since the last one; a series without samples leaves no trace.
   * @param pair number of its pair of replicas, -1 where it names none
   * @param known which of the known series it is, -1 where that was not looked up
   */
  endSeries(
    identityStart: number,
    identityEnd: number,
    instrument: InstrumentCode,
    pair: number,
    known = -1,
  ): void {
    if (this.firstSample[this.seriesCount] === this.sampleCount) return;
    if (this.seriesCount === this.identityStart.length) this.growSeries();
    if (pair >= 0) this.replicas.note(this.seriesCount, pair);
    this.identityStart[this.seriesCount] = identityStart;
    this.identityEnd[this.seriesCount] = identityEnd;
    this.instrument[this.seriesCount] = instrument;
    if (this.known) this.known[this.seriesCount] = known;
    this.firstSample[++this.seriesCount] = this.sampleCount;
  }

  /** Copies the identities of the series so far out of `from`: from now on all of them are in `to`. */
  moveIdentities(from: Buffer, to: IdentityBuffer): void {
    for (let series = 0; series < this.seriesCount; series++) {
      const start = to.length;
      to.copy(from, this.identityStart[series], this.identityEnd[series]);
      this.identityStart[series] = start;
      this.identityEnd[series] = to.length;
    }
  }

  finish(bytes: Buffer, refused: ReadonlyMap<string, number>): SampleBatch {
    const { histograms, known, knownSeries } = this;
    while (histograms && histograms.length < this.sampleCount) histograms.push(null);
    return {
      seriesCount: this.seriesCount,
      bytes,
      identityStart: this.identityStart.subarray(0, this.seriesCount),
      identityEnd: this.identityEnd.subarray(0, this.seriesCount),
      instrument: this.instrument.subarray(0, this.seriesCount),
      firstSample: this.firstSample.subarray(0, this.seriesCount + 1),
      timesMs: this.timesMs.subarray(0, this.sampleCount),
      values: this.values.subarray(0, this.sampleCount),
      startsMs: this.startsMs?.subarray(0, this.sampleCount) ?? null,
      histograms,
      refused,
      replicas: this.replicas.finish(this.seriesCount),
      known: known && knownSeries ? { of: knownSeries, series: known.subarray(0, this.seriesCount) } : null,
    };
  }

  private starts(): Float64Array {
    return (this.startsMs ??= new Float64Array(this.timesMs.length));
  }

  private growSamples(): void {
    const { maxSamples } = this.limits;
    if (this.sampleCount >= maxSamples)
      throw new AppError("too-large", `More than ${maxSamples} samples in one request: send smaller ones.`);
    const timesMs = new Float64Array(Math.min(maxSamples, 2 * this.timesMs.length));
    const values = new Float64Array(timesMs.length);
    const words = wordsOf(values);
    timesMs.set(this.timesMs);
    words.set(this.words);
    if (this.startsMs) {
      const startsMs = new Float64Array(timesMs.length);
      startsMs.set(this.startsMs);
      this.startsMs = startsMs;
    }
    this.timesMs = timesMs;
    this.values = values;
    this.words = words;
  }

  private growSeries(): void {
    const capacity = 2 * this.identityStart.length;
    this.identityStart = grownCopy(this.identityStart, capacity);
    this.identityEnd = grownCopy(this.identityEnd, capacity);
    this.firstSample = grownCopy(this.firstSample, capacity + 1);
    const instrument = new Uint8Array(capacity);
    instrument.set(this.instrument);
    this.instrument = instrument;
    if (this.known) this.known = grownCopy(this.known, capacity);
  }
}

function grownCopy(from: Int32Array, capacity: number): Int32Array {
  const grown = new Int32Array(capacity);
  grown.set(from);
  return grown;
}

import type { SampleBatch } from "@/lib/domain/sample";
import { Instrument } from "@/lib/domain/sample";
import { HIGH_WORD, LOW_WORD, wordsOf } from "@/lib/domain/stale-marker";

const MIN_CAPACITY = 16;
/** Guesses from a node exporter's series (200 bytes, one sample each); a wrong guess costs a copy. */
const BYTES_PER_SERIES = 160;

/** The columns of a SampleBatch while they grow. */
export class SeriesColumns {
  seriesCount = 0;
  sampleCount = 0;
  private identityStart: Int32Array;
  private identityEnd: Int32Array;
  private firstSample: Int32Array;
  private timesMs: Float64Array;
  private values: Float64Array;
  private words: Uint32Array;

  constructor(bodyBytes: number) {
    const capacity = Math.max(MIN_CAPACITY, Math.ceil(bodyBytes / BYTES_PER_SERIES));
    this.identityStart = new Int32Array(capacity);
    this.identityEnd = new Int32Array(capacity);
    this.firstSample = new Int32Array(capacity + 1);
    this.timesMs = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
    this.words = wordsOf(this.values);
  }

  /** A sample of the series that `endSeries` will close; the value as its two 32-bit halves, so that a NaN keeps them. */
  addSample(timeMs: number, lowWord: number, highWord: number): void {
    if (this.sampleCount === this.timesMs.length) this.growSamples();
    const at = 2 * this.sampleCount;
    this.timesMs[this.sampleCount++] = timeMs;
    this.words[at + LOW_WORD] = lowWord;
    this.words[at + HIGH_WORD] = highWord;
  }

  /** Closes a series with the samples added since the last one; a series without samples leaves no trace. */
  endSeries(identityStart: number, identityEnd: number): void {
    if (this.firstSample[this.seriesCount] === this.sampleCount) return;
    if (this.seriesCount === this.identityStart.length) this.growSeries();
    this.identityStart[this.seriesCount] = identityStart;
    this.identityEnd[this.seriesCount] = identityEnd;
    this.firstSample[++this.seriesCount] = this.sampleCount;
  }

  finish(bytes: Buffer, refused: ReadonlyMap<string, number>): SampleBatch {
    return {
      seriesCount: this.seriesCount,
      bytes,
      identityStart: this.identityStart.subarray(0, this.seriesCount),
      identityEnd: this.identityEnd.subarray(0, this.seriesCount),
      instrument: new Uint8Array(this.seriesCount).fill(Instrument.untyped),
      firstSample: this.firstSample.subarray(0, this.seriesCount + 1),
      timesMs: this.timesMs.subarray(0, this.sampleCount),
      values: this.values.subarray(0, this.sampleCount),
      startsMs: null,
      histograms: null,
      refused,
    };
  }

  private growSamples(): void {
    const timesMs = new Float64Array(2 * this.timesMs.length);
    const values = new Float64Array(timesMs.length);
    const words = wordsOf(values);
    timesMs.set(this.timesMs);
    words.set(this.words);
    this.timesMs = timesMs;
    this.values = values;
    this.words = words;
  }

  private growSeries(): void {
    const capacity = 2 * this.identityStart.length;
    this.identityStart = grownCopy(this.identityStart, capacity);
    this.identityEnd = grownCopy(this.identityEnd, capacity);
    this.firstSample = grownCopy(this.firstSample, capacity + 1);
  }
}

function grownCopy(from: Int32Array, capacity: number): Int32Array {
  const grown = new Int32Array(capacity);
  grown.set(from);
  return grown;
}

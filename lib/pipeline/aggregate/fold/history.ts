import { ByteChains } from "./byte-chains";
import { decodeSamples, MAX_ENTRY_BYTES, SampleCodec } from "./sample-codec";
import { MINUTE_MS } from "@/lib/domain/window";

/** How far behind a series' newest sample another may come and still be folded. */
export const OUT_OF_ORDER_MS = 10 * MINUTE_MS;

/** Ten minutes at better than one a second. */
const MOST_SAMPLES = 1024;
/** Forgotten in one go past `MOST_SAMPLES`: forgetting costs as much as reading them all. */
const SPARE_SAMPLES = 256;
const MOST_STORED = MOST_SAMPLES + SPARE_SAMPLES;
/** What is too old is forgotten when it makes up this share of what is stored. */
const WORTH_SHARE = 0.25;
const FIRST_SERIES = 1024;
const NO_SERIES = -1;

/** Where a sample belongs among those kept. */
export interface Place {
  /** Index at which it would be inserted, or that of the sample with the same time. */
  index: number;
  same: boolean;
}

/**
 * The samples of the last ten minutes of each series, in time order: what duplicates, late samples and counter increases
 * are judged against. A value that is NaN is a stale marker. They are stored as differences, exactly, in a few bytes a
 * sample; the newest one is at hand, since nearly every sample is judged against it alone.
 */
export class SeriesHistory {
  private readonly codec = new SampleCodec();
  private readonly chains = new ByteChains();
  private newestTimes = new Float64Array(FIRST_SERIES);
  private newestValues = new Float64Array(FIRST_SERIES);
  /** Between the newest and the one before it, 0 being the time before the first. */
  private steps = new Float64Array(FIRST_SERIES);
  /** The time of the third one stored: what came before it is dropped once this is too old. */
  private thirdTimes = new Float64Array(FIRST_SERIES);
  private stored = new Uint16Array(FIRST_SERIES);
  private dropped = new Uint8Array(FIRST_SERIES);
  /** The series that the columns below hold, decoded. */
  private decoded = NO_SERIES;
  private readonly bytes = new Uint8Array((MOST_STORED + 1) * MAX_ENTRY_BYTES);
  private readonly times = new Float64Array(MOST_STORED + 1);
  private readonly values = new Float64Array(MOST_STORED + 1);

  length(series: number): number {
    return series < this.stored.length ? Math.min(this.stored[series]!, MOST_SAMPLES) : 0;
  }

  timeAt(series: number, index: number): number {
    const fromEnd = this.length(series) - 1 - index;
    const newestMs = this.newestTimes[series]!;
    if (fromEnd === 0) return newestMs;
    const beforeMs = newestMs - this.steps[series]!;
    if (fromEnd === 1 && Number.isSafeInteger(beforeMs) && Number.isSafeInteger(newestMs)) return beforeMs;
    this.decode(series);
    return this.times[this.stored[series]! - 1 - fromEnd]!;
  }

  valueAt(series: number, index: number): number {
    const fromEnd = this.length(series) - 1 - index;
    if (fromEnd === 0) return this.newestValues[series]!;
    this.decode(series);
    return this.values[this.stored[series]! - 1 - fromEnd]!;
  }

  /** Whether samples of this series were dropped, so that what lay before its oldest is no longer known. */
  hasDropped(series: number): boolean {
    return (
      series < this.dropped.length && (this.dropped[series] === 1 || this.stored[series]! > MOST_SAMPLES)
    );
  }

  /** Whether nothing lay before its oldest kept sample: only then can another be put in front of it. */
  knowsBeforeOldest(series: number): boolean {
    return !this.hasDropped(series) && this.length(series) < MOST_SAMPLES;
  }

  newestMs(series: number): number {
    return series >= this.stored.length || this.stored[series] === 0 ? -Infinity : this.newestTimes[series]!;
  }

  /** Value of the newest sample of a series that has one. */
  newestValue(series: number): number {
    return this.newestValues[series]!;
  }

  /** Adds a sample that is newer than all of its series; `insert` does the same and more. */
  add(series: number, timeMs: number, value: number): void {
    this.reserveSeries(series);
    this.append(series, timeMs, value);
  }

  /** Searches from the newest end, where nearly every sample belongs. Fills `into` to spare an object. */
  locate(series: number, timeMs: number, into: Place): Place {
    let index = this.length(series);
    while (index > 0 && this.timeAt(series, index - 1) > timeMs) index--;
    into.same = index > 0 && this.timeAt(series, index - 1) === timeMs;
    into.index = into.same ? index - 1 : index;
    return into;
  }

  /** Inserts before `index`. Drops what is older than ten minutes behind the newest, or the oldest of too many. */
  insert(series: number, index: number, timeMs: number, value: number): void {
    this.reserveSeries(series);
    if (index < this.length(series)) this.insertWithin(series, index, timeMs, value);
    else this.append(series, timeMs, value);
  }

  /** Forgets all samples: the next one is the first. */
  forget(series: number): void {
    if (series >= this.stored.length) return;
    this.rewrite(series, 0, 0);
    this.dropped[series] = 0;
  }

  /** Marks a restored series as one whose older samples are not known. */
  markDropped(series: number): void {
    this.reserveSeries(series);
    this.dropped[series] = 1;
  }

  /** The samples as `restore` takes them; to be used before the next call of anything here. */
  encoded(series: number): Uint8Array {
    return this.bytes.subarray(0, this.chains.read(series, this.bytes));
  }

  /** Gives a series without samples those of `encoded`. @throws RangeError where the bytes end early */
  restore(series: number, encoded: Uint8Array): void {
    this.reserveSeries(series);
    this.rewrite(series, 0, decodeSamples(encoded, encoded.length, this.times, this.values));
  }

  private append(series: number, timeMs: number, value: number): void {
    const beforeMs = this.newestTimes[series]!;
    const { codec } = this;
    const size = codec.encode(timeMs, value, beforeMs, this.newestValues[series]!, this.steps[series]!);
    const count = this.stored[series]!;
    const full = count >= MOST_STORED || !this.chains.hasRoom(series, size);
    if (full && this.mayDropOld(series, timeMs) && this.dropOld(series, timeMs))
      return this.append(series, timeMs, value);
    this.chains.append(series, codec.bytes, size);
    this.newestTimes[series] = timeMs;
    this.newestValues[series] = value;
    this.steps[series] = timeMs - beforeMs;
    this.stored[series] = count + 1;
    if (count === 2) this.thirdTimes[series] = timeMs;
    if (this.decoded === series) this.decoded = NO_SERIES;
  }

  private insertWithin(series: number, index: number, timeMs: number, value: number): void {
    this.decode(series);
    const { times, values } = this;
    const count = this.stored[series]!;
    const at = index + Math.max(0, count - MOST_SAMPLES);
    times.copyWithin(at + 1, at, count);
    values.copyWithin(at + 1, at, count);
    times[at] = timeMs;
    values[at] = value;
    this.rewrite(series, Math.max(0, count + 1 - MOST_STORED), count + 1);
  }

  /** Whether reading them all can come to something: decided by what is at hand. */
  private mayDropOld(series: number, timeMs: number): boolean {
    const count = this.stored[series]!;
    if (count >= MOST_STORED) return true;
    return count > 2 && this.thirdTimes[series]! < timeMs - OUT_OF_ORDER_MS;
  }

  /** Drops what is too old, where it is worth it; says whether it did. */
  private dropOld(series: number, timeMs: number): boolean {
    this.decode(series);
    const { times } = this;
    const count = this.stored[series]!;
    const horizonMs = Math.max(this.newestTimes[series]!, timeMs) - OUT_OF_ORDER_MS;
    let old = Math.max(0, count - MOST_SAMPLES);
    const tooMany = count >= MOST_STORED;
    // The newest two behind the horizon stay: a late sample's increase is measured from the one, whose own interval
    // the other tells.
    while (old < count - 2 && times[old + 2]! < horizonMs) old++;
    if (old === 0 || (!tooMany && old < count * WORTH_SHARE)) return false;
    this.dropped[series] = 1;
    this.rewrite(series, old, count);
    return true;
  }

  /** Stores the decoded samples `from` to `end`. */
  private rewrite(series: number, from: number, end: number): void {
    const { times, values, codec } = this;
    this.chains.clear(series);
    let beforeMs = 0;
    let before = 0;
    let step = 0;
    for (let at = from; at < end; at++) {
      const size = codec.encode(times[at]!, values[at]!, beforeMs, before, step);
      this.chains.append(series, codec.bytes, size);
      step = times[at]! - beforeMs;
      beforeMs = times[at]!;
      before = values[at]!;
    }
    this.newestTimes[series] = beforeMs;
    this.newestValues[series] = before;
    this.steps[series] = step;
    this.thirdTimes[series] = end - from > 2 ? times[from + 2]! : 0;
    this.stored[series] = end - from;
    if (from > 0) this.dropped[series] = 1;
    this.decoded = NO_SERIES;
  }

  private decode(series: number): void {
    if (this.decoded === series) return;
    decodeSamples(this.bytes, this.chains.read(series, this.bytes), this.times, this.values);
    this.decoded = series;
  }

  private reserveSeries(series: number): void {
    if (series < this.stored.length) return;
    const size = Math.max(this.stored.length * 2, series + 1);
    const doubles = (from: Float64Array) => {
      const to = new Float64Array(size);
      to.set(from);
      return to;
    };
    this.newestTimes = doubles(this.newestTimes);
    this.newestValues = doubles(this.newestValues);
    this.steps = doubles(this.steps);
    this.thirdTimes = doubles(this.thirdTimes);
    const stored = new Uint16Array(size);
    stored.set(this.stored);
    const dropped = new Uint8Array(size);
    dropped.set(this.dropped);
    Object.assign(this, { stored, dropped });
  }
}

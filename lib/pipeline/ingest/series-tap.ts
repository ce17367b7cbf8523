import type { RecentSeries, ValueAt } from "@/lib/domain/recent-series";
import type { InstrumentCode, ReadLabels, SampleBatch } from "@/lib/domain/sample";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";

const EVERY_MS = SECOND_MS;
const SCANNED = 1_000;
const MAX_SERIES = 1_000;
const MAX_SERIES_OF_A_NAME = 5;
const MAX_LABELS = 64;
/** Longer ones are of no use on a page; with a thousand of these the tap holds a few megabytes. */
const MAX_IDENTITY_BYTES = 4_096;
/** What was not seen for as long is no longer 'just arrived'. */
const KEEP_MS = 10 * MINUTE_MS;

interface Kept {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly instrument: InstrumentCode;
  seenAtMs: number;
  newest: ValueAt | null;
  previous: ValueAt | null;
}

/**
 * A few series of each name that just arrived, for whoever tries a mapping out. One request a second is looked into, and no
 * more than a thousand of its series: what it costs does not grow with the load.
 */
export class SeriesTap {
  private readonly kept = new Map<string, Kept>();
  private readonly ofName = new Map<string, number>();
  private lookedAtMs = -Infinity;
  private turn = 0;

  constructor(private readonly readLabels: ReadLabels) {}

  note(batch: SampleBatch, nowMs: number): void {
    if (Math.abs(nowMs - this.lookedAtMs) < EVERY_MS || batch.seriesCount === 0) return;
    this.lookedAtMs = nowMs;
    this.forgetOld(nowMs);
    const first = this.turn++ % Math.max(1, Math.ceil(batch.seriesCount / SCANNED));
    const end = Math.min(batch.seriesCount, (first + 1) * SCANNED);
    for (let i = first * SCANNED; i < end; i++) this.noteSeries(batch, i, nowMs);
  }

  /** What was seen in the last ten minutes. */
  recent(nowMs: number): RecentSeries[] {
    this.forgetOld(nowMs);
    return [...this.kept.values()].map(({ labels, instrument, newest, previous }) => ({
      ...{ labels, instrument, newest, previous },
    }));
  }

  private forgetOld(nowMs: number): void {
    for (const [key, entry] of this.kept) if (nowMs - entry.seenAtMs > KEEP_MS) this.drop(key, entry);
  }

  private noteSeries(batch: SampleBatch, i: number, nowMs: number): void {
    if (batch.identityEnd[i]! - batch.identityStart[i]! > MAX_IDENTITY_BYTES) return;
    const key = batch.bytes.toString("latin1", batch.identityStart[i]!, batch.identityEnd[i]!);
    const entry = this.kept.get(key) ?? this.add(batch, i, key, nowMs);
    if (!entry) return;
    entry.seenAtMs = nowMs;
    const s = batch.firstSample[i + 1]! - 1;
    if (s < batch.firstSample[i]! || batch.histograms?.[s]) return;
    const newest = { timeMs: batch.timesMs[s]!, value: batch.values[s]! };
    if (!Number.isFinite(newest.value) || newest.timeMs <= (entry.newest?.timeMs ?? -Infinity)) return;
    entry.previous = entry.newest;
    entry.newest = newest;
  }

  private add(batch: SampleBatch, i: number, key: string, nowMs: number): Kept | null {
    const labels = this.labelsOf(batch, i);
    const name = labels?.__name__;
    if (!labels || name === undefined) return null;
    const known = this.ofName.get(name) ?? 0;
    if (known >= MAX_SERIES_OF_A_NAME) return null;
    if (this.kept.size >= MAX_SERIES) {
      const [oldest] = this.kept;
      this.drop(...oldest!);
    }
    const instrument = batch.instrument[i] as InstrumentCode;
    const entry: Kept = { name, labels, instrument, seenAtMs: nowMs, newest: null, previous: null };
    this.kept.set(key, entry);
    this.ofName.set(name, known + 1);
    return entry;
  }

  private labelsOf(batch: SampleBatch, i: number): Record<string, string> | null {
    try {
      const labels = this.readLabels(batch.bytes, batch.identityStart[i]!, batch.identityEnd[i]!, MAX_LABELS);
      return Object.fromEntries(labels);
    } catch {
      return null; // refused as the fold refuses it
    }
  }

  private drop(key: string, { name }: Kept): void {
    this.kept.delete(key);
    const left = (this.ofName.get(name) ?? 1) - 1;
    if (left > 0) this.ofName.set(name, left);
    else this.ofName.delete(name);
  }
}

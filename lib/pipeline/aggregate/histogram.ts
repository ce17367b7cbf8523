import { decodeComponents, encodeComponents } from "./histogram-codec";
import type { ClassicComponent, ExponentialComponent, HistogramComponents } from "./histogram-components";
import { HistogramReading, type QuantileBounds } from "./histogram-quantile";
import type { HistogramPoint } from "@/lib/domain/sample";

/** Base 2^(1/32): a bucket's middle is within 1.09 % of every value in it. Finer input is merged down to this exactly. */
export const STORED_SCALE = 5;

/**
 * A mergeable histogram of non-negative values in ms. Addition is all it does, so deltas (also negative ones, that
 * correct an earlier attribution) and totals are the same thing and any scope's percentile comes from merging.
 */
export class Histogram {
  /** Of the present counts; made when first asked for. */
  private reading: HistogramReading | null = null;

  private constructor(private readonly parts: HistogramComponents) {}

  static empty(): Histogram {
    return new Histogram({ zeroCount: 0, exponential: new Map(), classic: new Map() });
  }

  /** @throws RangeError on bytes that `encode` did not make. */
  static decode(bytes: Uint8Array): Histogram {
    return new Histogram(decodeComponents(bytes));
  }

  encode(): Buffer {
    return encodeComponents(this.parts);
  }

  /** Adds `factor` times a point as a sender sent it, whose unit is `unitMs` long. */
  addPoint(point: HistogramPoint, unitMs: number, factor = 1): void {
    this.reading = null;
    if (point.exponential) this.addExponential(point.exponential, unitMs, factor);
    if (point.explicit) this.addExplicit(point.explicit, unitMs, factor);
  }

  /** Adds to the cumulative count at position `index` of a classic layout whose bounds are in ms and end in Infinity. */
  addCumulative(boundsMs: readonly number[], index: number, count: number): void {
    this.reading = null;
    this.classicComponent(boundsMs).cumulative[index]! += count;
  }

  /** Adds every bucket of `other` to this. */
  merge(other: Histogram): void {
    this.reading = null;
    this.parts.zeroCount += other.parts.zeroCount;
    for (const part of other.parts.exponential.values()) {
      const mine = this.exponentialComponent(part.scale, part.unitMs).buckets;
      for (const [index, count] of part.buckets) mine.set(index, (mine.get(index) ?? 0) + count);
    }
    for (const part of other.parts.classic.values()) {
      const mine = this.classicComponent(part.boundsMs).cumulative;
      part.cumulative.forEach((count, index) => (mine[index]! += count));
    }
  }

  get count(): number {
    let total = this.parts.zeroCount;
    for (const part of this.parts.exponential.values())
      for (const count of part.buckets.values()) total += count;
    for (const part of this.parts.classic.values()) total += Math.max(...part.cumulative, 0);
    return total;
  }

  /** True where classic `le` buckets take part: their percentiles are estimates inside a bucket. */
  get interpolated(): boolean {
    return this.parts.classic.size > 0;
  }

  /** The value in ms below which the share `q` (0–1) lies; null when empty. Exponential input: within 1.09 %. */
  quantile(q: number): number | null {
    return this.read().quantile(q);
  }

  /** The edges between which that value lies for certain; null when empty. */
  quantileBounds(q: number): QuantileBounds | null {
    return this.read().bounds(q);
  }

  /** How many values are ≤ `ms`, interpolated inside the bucket that holds it. */
  countAtOrBelow(ms: number): number {
    return this.count * this.read().shareAtOrBelow(ms);
  }

  private read(): HistogramReading {
    return (this.reading ??= new HistogramReading(this.parts));
  }

  private addExponential(
    buckets: NonNullable<HistogramPoint["exponential"]>,
    unitMs: number,
    factor: number,
  ): void {
    this.parts.zeroCount += buckets.zeroCount * factor;
    const scale = Math.min(buckets.scale, STORED_SCALE);
    const shrink = 2 ** (buckets.scale - scale);
    const target = this.exponentialComponent(scale, unitMs).buckets;
    buckets.counts.forEach((count, position) => {
      if (count === 0) return;
      const index = Math.floor((buckets.offset + position) / shrink);
      target.set(index, (target.get(index) ?? 0) + count * factor);
    });
  }

  private addExplicit(
    buckets: NonNullable<HistogramPoint["explicit"]>,
    unitMs: number,
    factor: number,
  ): void {
    const boundsMs = [...buckets.bounds.map((bound) => bound * unitMs), Infinity];
    const { cumulative } = this.classicComponent(boundsMs);
    let running = 0;
    buckets.counts.forEach((count, index) => {
      running += count;
      cumulative[index]! += running * factor;
    });
  }

  private exponentialComponent(scale: number, unitMs: number): ExponentialComponent {
    const key = `${scale}/${unitMs}`;
    let part = this.parts.exponential.get(key);
    if (!part) this.parts.exponential.set(key, (part = { scale, unitMs, buckets: new Map() }));
    return part;
  }

  private classicComponent(boundsMs: readonly number[]): ClassicComponent {
    const key = boundsMs.join(",");
    let part = this.parts.classic.get(key);
    if (!part) this.parts.classic.set(key, (part = { boundsMs, cumulative: boundsMs.map(() => 0) }));
    return part;
  }
}

/** @throws RangeError on bytes that `Histogram.encode` did not make. */
export function decodeHistogram(bytes: Uint8Array): Histogram {
  return Histogram.decode(bytes);
}

import { Histogram } from "./histogram";
import { slowerThan } from "./latency-against-objective";
import type { NestedSpan } from "./nested-spans";

/** One scope's latencies over nested spans: percentiles and shares come from merged histograms, never from averages. */
export class SpanHistograms {
  /** Of what each span has beyond the shorter ones. */
  private readonly parts: (Histogram | null)[];

  /** @param spans shortest first, as `nestedSpans` gives them */
  constructor(private readonly spans: readonly NestedSpan[]) {
    this.parts = spans.map(() => null);
  }

  /** Adds a stored window by its start. @throws RangeError on bytes that are no histogram */
  add(windowMs: number, bytes: Uint8Array): void {
    const index = this.spans.findIndex(({ fromMs }) => windowMs >= fromMs);
    if (index >= 0) this.addPart(index, Histogram.decode(bytes));
  }

  /** Adds another scope's latencies over the same spans. */
  merge(other: SpanHistograms): void {
    other.parts.forEach((part, index) => {
      if (part !== null) this.addPart(index, part);
    });
  }

  /** Share of requests slower than each threshold (ms), by span; null where a span has none. */
  slowerRatios(thresholdsMs: readonly number[]): ReadonlyMap<number, ReadonlyMap<number, number | null>> {
    const all = Histogram.empty();
    const ratios = new Map(thresholdsMs.map((ms) => [ms, new Map<number, number | null>()]));
    this.spans.forEach(({ spanMs }, index) => {
      const part = this.parts[index];
      if (part) all.merge(part);
      const known = all.count > 0;
      for (const [thresholdMs, bySpan] of ratios)
        bySpan.set(spanMs, known ? slowerThan(all, thresholdMs) : null);
    });
    return ratios;
  }

  private addPart(index: number, histogram: Histogram): void {
    const mine = (this.parts[index] ??= Histogram.empty());
    mine.merge(histogram);
  }
}

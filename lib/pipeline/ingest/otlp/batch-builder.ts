import type { HistogramPoint, InstrumentCode, Label, SampleBatch } from "@/lib/domain/sample";
import { writeStaleMarker } from "@/lib/domain/stale-marker";
import { IdentityWriter } from "./otlp-identity";

/** Reasons for which a point is refused here, before its series is known. */
export type DecoderRefusal = "invalid-histogram" | "delta-up-down-unsupported" | "no-value";

export interface PointTimes {
  readonly timeMs: number;
  /** 0 where unknown. */
  readonly startMs: number;
}

/** The columns of a SampleBatch while points are added; each point is a series of one sample. */
export class BatchBuilder {
  private readonly identities = new IdentityWriter();
  private readonly identityEnd: number[] = [];
  private readonly instruments: number[] = [];
  private readonly timesMs: number[] = [];
  private readonly startsMs: number[] = [];
  private readonly values: number[] = [];
  private readonly staleAt: number[] = [];
  private readonly histograms = new Map<number, HistogramPoint>();
  private readonly refused = new Map<string, number>();

  refuse(reason: DecoderRefusal): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }

  /** @param value null says that the series has ended: the stale marker. */
  addNumber(
    instrument: InstrumentCode,
    labels: readonly Label[],
    times: PointTimes,
    value: number | null,
  ): void {
    if (value === null) this.staleAt.push(this.values.length);
    this.add(instrument, labels, times, value ?? NaN);
  }

  addHistogram(
    instrument: InstrumentCode,
    labels: readonly Label[],
    times: PointTimes,
    point: HistogramPoint,
  ): void {
    this.histograms.set(this.values.length, point);
    this.add(instrument, labels, times, point.count);
  }

  finish(): SampleBatch {
    const seriesCount = this.values.length;
    const values = Float64Array.from(this.values);
    for (const index of this.staleAt) writeStaleMarker(values, index);
    return {
      seriesCount,
      bytes: this.identities.take(),
      identityStart: Int32Array.from(this.identityEnd, (_, i) => (i === 0 ? 0 : this.identityEnd[i - 1])),
      identityEnd: Int32Array.from(this.identityEnd),
      instrument: Uint8Array.from(this.instruments),
      firstSample: Int32Array.from({ length: seriesCount + 1 }, (_, i) => i),
      timesMs: Float64Array.from(this.timesMs),
      values,
      startsMs: Float64Array.from(this.startsMs),
      histograms:
        this.histograms.size === 0 ? null : this.values.map((_, i) => this.histograms.get(i) ?? null),
      refused: this.refused,
    };
  }

  private add(instrument: InstrumentCode, labels: readonly Label[], times: PointTimes, value: number): void {
    this.identities.write(instrument, labels);
    this.identityEnd.push(this.identities.length);
    this.instruments.push(instrument);
    this.timesMs.push(times.timeMs);
    this.startsMs.push(times.startMs);
    this.values.push(value);
  }
}

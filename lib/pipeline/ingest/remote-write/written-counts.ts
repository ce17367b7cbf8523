import type { FoldOutcome } from "@/lib/domain/refusal";
import { Instrument, type SampleBatch } from "@/lib/domain/sample";

/** What became durable of a remote_write 2.0 request. Exemplars are never kept. */
export interface WrittenCounts {
  readonly samples: number;
  readonly histograms: number;
}

export const NOTHING_WRITTEN: WrittenCounts = { samples: 0, histograms: 0 };

/** What was not refused, whatever use there is for it: a repeated request was written too, only earlier. */
export function writtenOf(batch: SampleBatch, outcome: FoldOutcome): WrittenCounts {
  if (outcome.refused.has("internal-error")) return NOTHING_WRITTEN;
  let histograms = 0;
  for (let i = 0; i < batch.seriesCount; i++)
    if (batch.instrument[i] === Instrument.histogramCumulative)
      histograms += batch.firstSample[i + 1] - batch.firstSample[i];
  const refusedByDecoder = totalOf(batch.refused); // they are not in the batch
  const refusedHistograms = outcome.refusedHistograms ?? 0;
  const refused = Math.max(0, totalOf(outcome.refused) - refusedByDecoder);
  return {
    samples: batch.timesMs.length - histograms - (refused - refusedHistograms),
    histograms: histograms - refusedHistograms,
  };
}

/** The headers that every answer to a 2.0 request carries. */
export function writtenHeaders({ samples, histograms }: WrittenCounts): Readonly<Record<string, string>> {
  return {
    "X-Prometheus-Remote-Write-Samples-Written": String(samples),
    "X-Prometheus-Remote-Write-Histograms-Written": String(histograms),
    "X-Prometheus-Remote-Write-Exemplars-Written": "0",
  };
}

function totalOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

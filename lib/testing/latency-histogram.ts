import { Histogram, STORED_SCALE } from "@/lib/pipeline/aggregate/histogram";

/** So many requests of each latency (ms), as a stored histogram. */
export function latencyHistogram(counts: Readonly<Record<number, number>>): Uint8Array {
  const histogram = Histogram.empty();
  for (const [ms, count] of Object.entries(counts)) {
    const offset = Math.ceil(Math.log2(Number(ms)) * 2 ** STORED_SCALE) - 1;
    const exponential = { scale: STORED_SCALE, offset, counts: [count], zeroCount: 0 };
    histogram.addPoint({ count, sum: null, explicit: null, exponential }, 1);
  }
  return histogram.encode();
}

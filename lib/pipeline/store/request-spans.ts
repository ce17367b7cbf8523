import type { SpanSums } from "@/lib/pipeline/aggregate/error-spans";
import type { RollupReadStore, RollupScope } from "./rollup-read-store";

/** Requests and errors of every scope, over each span that ends at `asOfMs`. */
export async function readRequestSpans(
  rollups: RollupReadStore,
  spansMs: readonly number[],
  asOfMs: number,
): Promise<ReadonlyMap<number, SpanSums>> {
  const read = (spanMs: number, scope: RollupScope) =>
    rollups.sums({
      metrics: ["requests", "errors"],
      fromMs: asOfMs - spanMs,
      toMs: asOfMs,
      scope,
      nowMs: asOfMs,
    });
  const spans = await Promise.all(
    [...new Set(spansMs)].map(async (spanMs) => {
      const [regions, services] = await Promise.all([read(spanMs, "regions"), read(spanMs, "services")]);
      return [spanMs, { regions, services }] as const;
    }),
  );
  return new Map(spans);
}

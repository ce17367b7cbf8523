import { scopeKey, type SignalRow } from "@/lib/domain/rollup-row";
import { judgedSpan } from "@/lib/pipeline/aggregate/error-spans";
import { errorRatioOf, mergeJudged, unnamedOf } from "@/lib/pipeline/aggregate/judged-requests";
import { readRequestSpans } from "@/lib/pipeline/store/request-spans";
import type { RollupReadStore } from "@/lib/pipeline/store/rollup-read-store";

/** The share of requests that failed in a place (null: everywhere), by span. */
export type ErrorRatios = (region: string | null, service: string | null) => Map<number, number | null>;

/** Judges requests as the cycle does: those of parts whose errors are not known count for nothing. */
export async function readErrorEvidence(
  rollups: RollupReadStore,
  signals: readonly SignalRow[],
  spansMs: readonly number[],
  asOfMs: number,
): Promise<ErrorRatios> {
  const sums = await readRequestSpans(rollups, spansMs, asOfMs);
  const regions = [...new Set(signals.map(({ region }) => region))];
  const unnamed = new Map(regions.map((region) => [region, unnamedOf(signals, region)]));
  const nobody = { requests: false, errors: false };
  const judged = [...sums].map(
    ([spanMs, span]) => [spanMs, judgedSpan(span, (region) => unnamed.get(region) ?? nobody)] as const,
  );
  return (region, service) => {
    const keys = (region === null ? regions : [region]).map((each) => scopeKey(each, service));
    return new Map(
      judged.map(([spanMs, byScope]) => [
        spanMs,
        errorRatioOf(mergeJudged(keys.map((key) => byScope.get(key)))),
      ]),
    );
  };
}

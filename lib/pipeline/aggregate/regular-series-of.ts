import type { PackedBlock } from "@/lib/domain/rollup-row";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { BLOCK_SLOTS, BlockReader } from "./rollup-block";

/** What of a window a series is made of: the mean of a gauge, the total of a counter, of a distribution a percentile or how many. */
export type SeriesFigure = "mean" | "sum" | "count" | "p99";

export interface SeriesSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** Packed blocks of one region as a series; NaN where a window is not known. */
export function regularSeriesOf(
  blocks: readonly PackedBlock[],
  figure: SeriesFigure,
  { fromMs, toMs, stepMs }: SeriesSpan,
): RegularSeries {
  const values = new Float64Array(Math.max(0, Math.floor((toMs - fromMs) / stepMs))).fill(NaN);
  for (const { blockMs, payload } of blocks) {
    const slots = new BlockReader(payload);
    const first = Math.round((blockMs - fromMs) / stepMs);
    const end = Math.min(BLOCK_SLOTS, values.length - first);
    for (let slot = Math.max(0, -first); slot < end; slot++)
      values[first + slot] = figureOf(slots, slot, figure);
  }
  return { startMs: fromMs, stepMs, values };
}

function figureOf(slots: BlockReader, slot: number, figure: SeriesFigure): number {
  switch (figure) {
    case "mean": {
      const count = slots.read(slot, "count");
      return count > 0 ? slots.read(slot, "sum") / count : NaN;
    }
    case "sum":
    case "count":
    case "p99":
      return slots.read(slot, figure);
    default:
      return figure satisfies never;
  }
}

/** Without the time before anything is known; empty where nothing is. */
export function fromFirstKnown({ startMs, stepMs, values }: RegularSeries): RegularSeries {
  const first = values.findIndex((value) => !Number.isNaN(value));
  const from = first < 0 ? values.length : first;
  return { startMs: startMs + from * stepMs, stepMs, values: values.subarray(from) };
}

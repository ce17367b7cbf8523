import { Histogram } from "./histogram";
import { slowerThan } from "./latency-against-objective";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { HOUR_MS } from "@/lib/domain/window";

/**
 * What is packed of each window: `mean` of a gauge, `sum` of a counter, of a distribution `p99`, `count`, or `slower`, the share
 * of requests slower than so many ms.
 */
export type PackFigure =
  { readonly kind: "mean" | "sum" | "p99" | "count" } | { readonly kind: "slower"; readonly thanMs: number };

/** Windows of one packed row: a day of 5 min. */
export const PACK_SLOTS = 288;
const SLOT_BYTES = 8;
/** Of fewer requests the 99th percentile is just the slowest one: nothing is known of such a window. */
export const LEAST_P99_REQUESTS = 100;
/** What may still change: samples of senders that caught up. */
const UNSETTLED_MS = 2 * HOUR_MS;

/** Of one service it is a figure of its own, so that what is packed of it is no matter of the others. */
export function figureKey(figure: PackFigure, of: PackedOf): string {
  const name = figure.kind === "slower" ? `slower:${figure.thanMs}` : figure.kind;
  return typeof of === "string" ? name : `${name} of ${of.service}`;
}

/** Whose figures: of each service of a region, of the region as a whole, or of one service, packed by itself. */
export type PackedOf = "services" | "region" | { readonly service: string };

export interface PackedRow {
  readonly count: number;
  readonly sum: number;
  /** Encoded histogram, only of a distribution. */
  readonly histogram: Uint8Array | null;
}

/** NaN where the window does not tell. */
export function packedFigure(figure: PackFigure, { count, sum, histogram }: PackedRow): number {
  if (figure.kind === "mean") return count > 0 ? sum / count : NaN;
  if (figure.kind === "sum" || figure.kind === "count") return figure.kind === "sum" ? sum : count;
  const latency = histogram === null ? null : Histogram.decode(histogram);
  if (latency === null || !(latency.count > 0)) return NaN;
  if (figure.kind === "slower") return slowerThan(latency, figure.thanMs);
  return latency.count < LEAST_P99_REQUESTS ? NaN : (latency.quantile(0.99) ?? NaN);
}

export function emptyPack(): Buffer {
  const pack = Buffer.allocUnsafe(PACK_SLOTS * SLOT_BYTES);
  for (let slot = 0; slot < PACK_SLOTS; slot++) writePack(pack, slot, NaN);
  return pack;
}

export function writePack(pack: Buffer, slot: number, value: number): void {
  pack.writeDoubleLE(value, slot * SLOT_BYTES);
}

/** Start of the pack that holds a window. */
export function packStart(windowMs: number, stepMs: number): number {
  return Math.floor(windowMs / (stepMs * PACK_SLOTS)) * stepMs * PACK_SLOTS;
}

export interface PackSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Packs by their start as a series over the span. */
export function unpackSeries(
  packs: readonly { readonly blockMs: number; readonly payload: Uint8Array }[],
  { fromMs, toMs }: PackSpan,
  stepMs: number,
): RegularSeries {
  const values = new Float64Array(Math.max(0, Math.floor((toMs - fromMs) / stepMs))).fill(NaN);
  for (const { blockMs, payload } of packs) {
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    const first = Math.round((blockMs - fromMs) / stepMs);
    const end = Math.min(PACK_SLOTS, values.length - first);
    for (let slot = Math.max(0, -first); slot < end; slot++)
      values[first + slot] = view.getFloat64(slot * SLOT_BYTES, true);
  }
  return { startMs: fromMs, stepMs, values };
}

/**
 * The next windows to pack so that what is wanted is packed, at most `chunkMs` of them that are new; null: it is. First up
 * to the end, the last two hours again; then back, so that what is packed has no hole. What lies wholly before is left.
 */
export function nextPack(
  packed: PackSpan | null,
  wanted: PackSpan,
  chunkMs: number,
): { readonly chunk: PackSpan; readonly packed: PackSpan } | null {
  if (packed === null || packed.toMs < wanted.fromMs)
    return nextPack({ fromMs: wanted.toMs, toMs: wanted.toMs }, wanted, chunkMs);
  if (packed.toMs < wanted.toMs) {
    const toMs = Math.min(wanted.toMs, packed.toMs + chunkMs);
    const fromMs = Math.max(packed.fromMs, packed.toMs - UNSETTLED_MS);
    return { chunk: { fromMs, toMs }, packed: { ...packed, toMs } };
  }
  if (packed.fromMs <= wanted.fromMs) return null;
  const fromMs = Math.max(wanted.fromMs, packed.fromMs - chunkMs);
  return { chunk: { fromMs, toMs: packed.fromMs }, packed: { ...packed, fromMs } };
}

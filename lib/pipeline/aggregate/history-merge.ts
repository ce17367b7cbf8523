import type { MetricKind } from "@/lib/domain/metric";
import type { PackedBlock } from "@/lib/domain/rollup-row";
import { decodeHistogram, Histogram } from "./histogram";
import { BLOCK_SLOTS, BlockReader, readSlot } from "./rollup-block";

/** One stored window, from a roll-up row (histogram) or a packed block (percentiles). */
export interface HistoryWindow {
  readonly region: string;
  readonly windowMs: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly histogram?: Uint8Array | null;
  readonly p50?: number | null;
  readonly p95?: number | null;
  readonly p99?: number | null;
}

/** What is stored of one metric in one place or several: packed, or window by window. */
export interface StoredWindows {
  readonly blocks: readonly PackedBlock[];
  readonly windows: readonly HistoryWindow[];
}
export const NOTHING_STORED: StoredWindows = { blocks: [], windows: [] };

/** What steps hold, over all their windows and regions: one entry a step, NaN where unknown. Counters have sums only. */
export interface StepColumns {
  /** NaN: the step has no window. */
  readonly sum: Float64Array;
  /** Weighted mean; of totals: the regions' means added up. */
  readonly mean: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly p50: Float64Array;
  readonly p95: Float64Array;
  readonly p99: Float64Array;
}
type StepFigures = Readonly<Record<keyof StepColumns, number | null>>;

/** Consecutive steps. */
export interface StepSpan {
  /** Start of the first step. */
  readonly fromMs: number;
  readonly stepMs: number;
  readonly steps: number;
}

/**
 * Merges windows into steps; those outside of the span are left out. Percentiles come from merged histograms; those of a
 * packed block only stand where the block's window is the step and there is one region.
 */
export function mergeSteps(kind: MetricKind, stored: StoredWindows, span: StepSpan): StepColumns {
  const columns = emptyColumns(kind, span.steps);
  if (stored.windows.length === 0 && areSteps(stored.blocks, span)) {
    for (const block of stored.blocks) copyBlock(kind, block, span, columns);
    return columns;
  }
  const groups: (HistoryWindow[] | undefined)[] = Array.from({ length: span.steps });
  for (const window of [...stored.blocks.flatMap(unpacked), ...stored.windows]) {
    const step = Math.floor((window.windowMs - span.fromMs) / span.stepMs);
    if (step >= 0 && step < span.steps) (groups[step] ??= []).push(window);
  }
  for (const [step, group] of groups.entries())
    if (group) write(kind, columns, step, mergeGroup(kind, group));
  return columns;
}

function emptyColumns(kind: MetricKind, steps: number): StepColumns {
  const unknown = () => new Float64Array(steps).fill(NaN);
  const sum = unknown();
  const nothing = unknown();
  const percentiles = { p50: nothing, p95: nothing, p99: nothing };
  if (kind === "counter") return { sum, mean: nothing, min: nothing, max: nothing, ...percentiles };
  const gauge = { sum, mean: unknown(), min: unknown(), max: unknown() };
  if (kind !== "distribution") return { ...gauge, ...percentiles };
  return { ...gauge, p50: unknown(), p95: unknown(), p99: unknown() };
}

function write(kind: MetricKind, columns: StepColumns, step: number, figures: StepFigures): void {
  columns.sum[step] = figures.sum ?? NaN;
  if (kind === "counter") return;
  columns.mean[step] = figures.mean ?? NaN;
  columns.min[step] = figures.min ?? NaN;
  columns.max[step] = figures.max ?? NaN;
  if (kind !== "distribution") return;
  columns.p50[step] = figures.p50 ?? NaN;
  columns.p95[step] = figures.p95 ?? NaN;
  columns.p99[step] = figures.p99 ?? NaN;
}

/** Whether each window is a step of its own: then there is nothing to merge. */
function areSteps(blocks: readonly PackedBlock[], { stepMs }: StepSpan): boolean {
  return blocks.every(({ tierMs, region }) => tierMs === stepMs && region === blocks[0].region);
}

function copyBlock(kind: MetricKind, block: PackedBlock, span: StepSpan, columns: StepColumns): void {
  const slots = new BlockReader(block.payload);
  const first = Math.round((block.blockMs - span.fromMs) / span.stepMs);
  const end = Math.min(BLOCK_SLOTS, span.steps - first);
  for (let slot = Math.max(0, -first); slot < end; slot++) {
    const count = slots.read(slot, "count");
    if (Number.isNaN(count)) continue;
    const step = first + slot;
    const sum = slots.read(slot, "sum");
    columns.sum[step] = sum;
    if (kind === "counter") continue;
    if (count > 0) columns.mean[step] = sum / count;
    columns.min[step] = slots.read(slot, "min");
    columns.max[step] = slots.read(slot, "max");
    if (kind !== "distribution") continue;
    columns.p50[step] = slots.read(slot, "p50");
    columns.p95[step] = slots.read(slot, "p95");
    columns.p99[step] = slots.read(slot, "p99");
  }
}

/** The windows of a block of which anything is known. */
export function unpacked({ region, tierMs, blockMs, payload }: PackedBlock): HistoryWindow[] {
  const windows: HistoryWindow[] = [];
  for (let index = 0; index < BLOCK_SLOTS; index++) {
    const slot = readSlot(payload, index);
    if (slot) windows.push({ ...slot, region, windowMs: blockMs + index * tierMs });
  }
  return windows;
}

function mergeGroup(kind: MetricKind, group: readonly HistoryWindow[]): StepFigures {
  const sum = total(group, (window) => window.sum);
  const regions = new Set(group.map((window) => window.region));
  // The world's least total is not the sum of the regions' least ones: they were not at the same instant.
  const comparable = kind !== "counter" && (kind !== "total" || regions.size === 1);
  return {
    sum,
    mean: kind === "total" ? sumOfMeans(group, regions) : meanOf(withWhole(group, regions)),
    min: comparable ? extreme(group, (window) => window.min, Math.min) : null,
    max: comparable ? extreme(group, (window) => window.max, Math.max) : null,
    ...percentiles(group),
  };
}

function percentiles(group: readonly HistoryWindow[]): Pick<StepFigures, "p50" | "p95" | "p99"> {
  const encoded = group.flatMap((window) => (window.histogram ? [window.histogram] : []));
  if (encoded.length > 0) {
    const merged = Histogram.empty();
    for (const bytes of encoded) merged.merge(decodeHistogram(bytes));
    return { p50: merged.quantile(0.5), p95: merged.quantile(0.95), p99: merged.quantile(0.99) };
  }
  const only = group.length === 1 ? group[0] : undefined;
  return { p50: only?.p50 ?? null, p95: only?.p95 ?? null, p99: only?.p99 ?? null };
}

function sumOfMeans(group: readonly HistoryWindow[], regions: ReadonlySet<string>): number | null {
  const means = [...regions].map((region) => meanOf(group.filter((window) => window.region === region)));
  const known = means.filter((mean) => mean !== null);
  return known.length === 0 ? null : known.reduce((sum, mean) => sum + mean, 0);
}

/** Without the regions that send a part but no whole (a sum without a count): they would raise the others' mean. */
function withWhole(group: readonly HistoryWindow[], regions: ReadonlySet<string>): HistoryWindow[] {
  return [...regions]
    .map((region) => group.filter((window) => window.region === region))
    .filter((windows) => total(windows, (window) => window.count) > 0)
    .flat();
}

function meanOf(group: readonly HistoryWindow[]): number | null {
  const count = total(group, (window) => window.count);
  return count > 0 ? total(group, (window) => window.sum) / count : null;
}

function total(group: readonly HistoryWindow[], of: (window: HistoryWindow) => number): number {
  return group.reduce((sum, window) => sum + of(window), 0);
}

function extreme(
  group: readonly HistoryWindow[],
  of: (window: HistoryWindow) => number | null,
  pick: (...values: number[]) => number,
): number | null {
  const known = group.map(of).filter((value) => value !== null);
  return known.length === 0 ? null : pick(...known);
}

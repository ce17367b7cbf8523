import type { MetricKind } from "@/lib/domain/metric";
import { windowStart } from "@/lib/domain/window";
import { decodeHistogram, Histogram } from "./histogram";

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

/** What a step holds, over all its windows and regions. */
export interface StepFigures {
  readonly sum: number;
  /** Weighted mean; of totals: the regions' means added up. */
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/**
 * Merges windows into steps, by the step's start; a step without a window is absent. Percentiles come from merged
 * histograms; those of a packed block only stand where the block's window is the step and there is one region.
 */
export function mergeSteps(
  kind: MetricKind,
  windows: readonly HistoryWindow[],
  stepMs: number,
): Map<number, StepFigures> {
  const groups = new Map<number, HistoryWindow | HistoryWindow[]>();
  for (const window of windows) {
    const start = windowStart(window.windowMs, stepMs);
    const group = groups.get(start);
    if (group === undefined) groups.set(start, window);
    else if (Array.isArray(group)) group.push(window);
    else groups.set(start, [group, window]);
  }
  const steps = new Map<number, StepFigures>();
  for (const [start, group] of groups)
    steps.set(start, Array.isArray(group) ? mergeGroup(kind, group) : aloneInStep(kind, group));
  return steps;
}

/** What most steps are: one window that is the step. */
function aloneInStep(kind: MetricKind, window: HistoryWindow): StepFigures {
  if (window.histogram) return mergeGroup(kind, [window]);
  const { count, sum, p50 = null, p95 = null, p99 = null } = window;
  const isCounter = kind === "counter";
  return {
    sum,
    mean: count > 0 ? sum / count : null,
    min: isCounter ? null : window.min,
    max: isCounter ? null : window.max,
    p50,
    p95,
    p99,
  };
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

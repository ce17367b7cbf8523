import { isSuperseded, type Cell, type CellRegistry } from "./cells";
import type { SeriesHistory } from "./history";
import type { PendingWindows } from "./pending-windows";
import { metricDefinition } from "@/lib/domain/metric";
import { HOUR_MS, MINUTE_MS, SECOND_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";

/** A window closes this long after its end, so that samples on their way still meet it. */
export const CLOSING_GRACE_MS = SECOND_MS;
/** How long a closed window's totals can still be corrected by late samples. */
export const CORRECTABLE_MS = HOUR_MS;

const LOOKBACK_INTERVALS = 2.5;
const FIRST_INTERVAL_MS = MINUTE_MS;
const MIN_LOOKBACK_MS = 25 * SECOND_MS;
const MAX_LOOKBACK_MS = 5 * MINUTE_MS;

interface TotalSeries {
  readonly series: number;
  readonly cell: Cell;
  readonly factor: number;
  /** Counts the series itself instead of its value. */
  readonly presence: boolean;
  readonly fallback: boolean;
}

/** A cell's total at a window's end. */
export interface SweptTotal {
  sum: number;
  live: number;
}

/**
 * Totals (servers, users, connections): at the end of each window, the sum over all live series of their newest value.
 * A sample that comes after its window was closed corrects the windows it would have been the newest in.
 */
export class TotalSweep {
  /** End of the newest closed window. */
  sweptToMs = 0;
  /** Window end → cell index → total. */
  readonly swept = new Map<number, Map<number, SweptTotal>>();
  private all: TotalSeries[] = [];
  private readonly bySeries = new Map<number, TotalSeries[]>();
  /** By the part's index. */
  private readonly regions: Cell[] = [];
  private readonly before: (number | null)[] = [];

  constructor(
    private readonly history: SeriesHistory,
    private readonly registry: CellRegistry,
    private readonly pending: PendingWindows,
  ) {}

  /** Every series is about to be registered anew; what was closed stays as it is. */
  forgetSeries(): void {
    this.all = [];
    this.bySeries.clear();
  }

  register(entry: TotalSeries): void {
    this.all.push(entry);
    const known = this.bySeries.get(entry.series);
    if (known) known.push(entry);
    else this.bySeries.set(entry.series, [entry]);
  }

  /** Closes every window that ended at least the grace before `nowMs`. */
  advance(nowMs: number): void {
    const target = windowStart(nowMs - CLOSING_GRACE_MS, WINDOW_MS);
    if (this.sweptToMs === 0) this.sweptToMs = target;
    // The clock was ahead and has been corrected: what it closed too early must not keep windows from closing.
    if (target < this.sweptToMs - CORRECTABLE_MS) this.sweptToMs = target;
    // After a long pause nothing is live in between: only what can still be corrected is worth a window of its own.
    this.sweptToMs = Math.max(this.sweptToMs, target - CORRECTABLE_MS);
    while (this.sweptToMs < target) this.close(this.sweptToMs + WINDOW_MS);
  }

  private close(endMs: number): void {
    const totals = new Map<Cell, SweptTotal>();
    for (const entry of this.all) {
      const value = this.valueAt(entry, endMs);
      if (value === null) continue;
      const total = totals.get(entry.cell);
      if (!total) totals.set(entry.cell, { sum: value, live: 1 });
      else {
        total.sum += value;
        total.live++;
      }
    }
    for (const [cell, { sum, live }] of totals) this.apply(endMs, cell, sum, live);
    this.sweptToMs = endMs;
    const forgottenMs = endMs - CORRECTABLE_MS;
    for (const oldest of this.swept.keys()) {
      if (oldest > forgottenMs) break;
      this.swept.delete(oldest);
    }
  }

  /**
   * Adds a sample of the series at `timeMs` by `history.insert`, and corrects the closed windows that it changes. Returns
   * false where such a window can no longer be corrected.
   */
  insertWithCorrection(series: number, index: number, timeMs: number, value: number): boolean {
    const entries = this.bySeries.get(series);
    const firstEnd = windowStart(timeMs, WINDOW_MS) + WINDOW_MS;
    if (!entries || firstEnd > this.sweptToMs) {
      this.history.insert(series, index, timeMs, value);
      return true;
    }
    const { history, before } = this;
    const nextMs = index < history.length(series) ? history.timeAt(series, index) : null;
    // The sample after it is affected too: how long that one is live depends on the time between them.
    const farthestEnd = Math.min(this.sweptToMs, (nextMs ?? timeMs) + WINDOW_MS + MAX_LOOKBACK_MS);
    const lastEnd =
      nextMs === null ? Math.min(farthestEnd, this.liveUntil(series, index, timeMs)) : farthestEnd;
    const from = Math.max(firstEnd, this.sweptToMs - CORRECTABLE_MS + WINDOW_MS);
    before.length = 0;
    for (const entry of entries)
      for (let end = from; end <= lastEnd; end += WINDOW_MS) before.push(this.valueAt(entry, end));
    history.insert(series, index, timeMs, value);
    let at = 0;
    for (const entry of entries)
      for (let end = from; end <= lastEnd; end += WINDOW_MS)
        this.correct(end, entry.cell, before[at++]!, this.valueAt(entry, end));
    return from <= farthestEnd;
  }

  /** Until when a newest sample, or the one before it (whose index is one less), is live. */
  private liveUntil(series: number, index: number, timeMs: number): number {
    if (index === 0) return timeMs + MAX_LOOKBACK_MS;
    const beforeMs = this.history.timeAt(series, index - 1);
    const untilMs = beforeMs + this.lookbackMs(series, index - 1);
    return Math.max(untilMs, timeMs + lookbackOf(timeMs - beforeMs));
  }

  private correct(endMs: number, cell: Cell, before: number | null, after: number | null): void {
    if (before === after) return;
    const live = (after === null ? 0 : 1) - (before === null ? 0 : 1);
    this.apply(endMs, cell, (after ?? 0) - (before ?? 0), live);
  }

  /** Adds to a cell's total at a window's end, and to that of its region. */
  private apply(endMs: number, cell: Cell, sum: number, live: number): void {
    const part = this.totalAt(endMs, cell);
    const sumBefore = part.sum;
    const liveBefore = part.live;
    this.change(endMs, cell, part, sum, live);
    const region = this.regionOf(cell);
    const total = this.totalAt(endMs, region);
    if (metricDefinition(region.metric).regionTotal === "own-or-max") {
      const next = this.ownOrMax(endMs, region);
      this.change(endMs, region, total, next.sum - total.sum, next.live - total.live);
    } else {
      // A region's `live` counts its parts that are.
      const parts = (part.live > 0 ? 1 : 0) - (liveBefore > 0 ? 1 : 0);
      this.change(endMs, region, total, part.sum - sumBefore, parts);
    }
  }

  private regionOf(cell: Cell): Cell {
    const known = this.regions[cell.index];
    if (known) return known;
    const region = this.registry.get(cell.metric, cell.region, null, "region");
    this.registry.addPart(region, cell);
    return (this.regions[cell.index] = region);
  }

  private totalAt(endMs: number, cell: Cell): SweptTotal {
    let window = this.swept.get(endMs);
    if (!window) this.swept.set(endMs, (window = new Map()));
    let total = window.get(cell.index);
    if (!total) window.set(cell.index, (total = { sum: 0, live: 0 }));
    return total;
  }

  private ownOrMax(endMs: number, region: Cell): SweptTotal {
    const window = this.swept.get(endMs);
    const totals = this.registry
      .parts(region)
      .map((part) => ({ part, total: window?.get(part.index) }))
      .filter(({ total }) => total && total.live > 0);
    const own = totals.find(({ part }) => part.service === null);
    if (own) return { sum: own.total!.sum, live: 1 };
    return { sum: Math.max(0, ...totals.map(({ total }) => total!.sum)), live: totals.length > 0 ? 1 : 0 };
  }

  private change(endMs: number, cell: Cell, total: SweptTotal, sum: number, live: number): void {
    const observedBefore = total.live > 0;
    total.live += live;
    total.sum = total.live > 0 ? total.sum + sum : 0;
    const observations = (total.live > 0 ? 1 : 0) - (observedBefore ? 1 : 0);
    this.pending
      .at(endMs - WINDOW_MS)
      .add(cell.index, total.live > 0 || observedBefore ? sum : 0, observations);
  }

  /** The newest value of the series before `endMs`, while it is live. */
  private valueAt(entry: TotalSeries, endMs: number): number | null {
    if (isSuperseded(entry, endMs)) return null;
    const { history } = this;
    let index = history.length(entry.series) - 1;
    while (index >= 0 && history.timeAt(entry.series, index) >= endMs) index--;
    if (index < 0) return null;
    const value = history.valueAt(entry.series, index);
    const timeMs = history.timeAt(entry.series, index);
    if (Number.isNaN(value) || endMs - timeMs > this.lookbackMs(entry.series, index)) return null;
    return (entry.presence ? 1 : value) * entry.factor;
  }

  private lookbackMs(series: number, index: number): number {
    const { history } = this;
    // The sample before the oldest kept one was dropped because samples are dense.
    const unknown = history.hasDropped(series) ? 0 : FIRST_INTERVAL_MS;
    const interval = index > 0 ? history.timeAt(series, index) - history.timeAt(series, index - 1) : unknown;
    return lookbackOf(interval);
  }
}

function lookbackOf(intervalMs: number): number {
  return Math.min(Math.max(intervalMs * LOOKBACK_INTERVALS, MIN_LOOKBACK_MS), MAX_LOOKBACK_MS);
}

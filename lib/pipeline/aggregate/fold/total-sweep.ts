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
  private readonly all: TotalSeries[] = [];
  private readonly bySeries = new Map<number, TotalSeries[]>();

  constructor(
    private readonly history: SeriesHistory,
    private readonly registry: CellRegistry,
    private readonly pending: PendingWindows,
  ) {}

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
   * Runs `insert`, which adds a sample of the series at `timeMs`, and corrects the closed windows that it changes.
   * Returns false where such a window can no longer be corrected.
   */
  insertWithCorrection(series: number, timeMs: number, insert: () => void): boolean {
    const entries = this.bySeries.get(series);
    const firstEnd = windowStart(timeMs, WINDOW_MS) + WINDOW_MS;
    if (!entries || firstEnd > this.sweptToMs) {
      insert();
      return true;
    }
    const ends: number[] = [];
    // The sample after it is affected too: how long that one is live depends on the time between them.
    const lastEnd = Math.min(this.sweptToMs, this.nextMs(series, timeMs) + WINDOW_MS + MAX_LOOKBACK_MS);
    for (let end = firstEnd; end <= lastEnd; end += WINDOW_MS)
      if (end > this.sweptToMs - CORRECTABLE_MS) ends.push(end);
    const before = entries.map((entry) => ends.map((end) => this.valueAt(entry, end)));
    insert();
    entries.forEach((entry, e) =>
      ends.forEach((end, w) => this.correct(end, entry.cell, before[e]![w]!, this.valueAt(entry, end))),
    );
    return ends.length > 0;
  }

  /** Time of the sample after `timeMs`; `timeMs` itself when there is none. */
  private nextMs(series: number, timeMs: number): number {
    const { history } = this;
    let index = history.length(series);
    while (index > 0 && history.timeAt(series, index - 1) > timeMs) index--;
    return index < history.length(series) ? history.timeAt(series, index) : timeMs;
  }

  private correct(endMs: number, cell: Cell, before: number | null, after: number | null): void {
    if (before === after) return;
    const live = (after === null ? 0 : 1) - (before === null ? 0 : 1);
    this.apply(endMs, cell, (after ?? 0) - (before ?? 0), live);
  }

  /** Adds to a cell's total at a window's end, and to that of its region. */
  private apply(endMs: number, cell: Cell, sum: number, live: number): void {
    this.change(endMs, cell, sum, live);
    const region = this.registry.get(cell.metric, cell.region, null, "region");
    this.registry.addPart(region, cell);
    const next = this.regionTotal(endMs, region);
    const known = this.swept.get(endMs)?.get(region.index);
    this.change(endMs, region, next.sum - (known?.sum ?? 0), next.live - (known?.live ?? 0));
  }

  private regionTotal(endMs: number, region: Cell): SweptTotal {
    const window = this.swept.get(endMs);
    const parts = this.registry.parts(region);
    const totals = parts
      .map((part) => ({ part, total: window?.get(part.index) }))
      .filter(({ total }) => total && total.live > 0);
    if (metricDefinition(region.metric).regionTotal !== "own-or-max")
      return { sum: totals.reduce((sum, { total }) => sum + total!.sum, 0), live: totals.length > 0 ? 1 : 0 };
    const own = totals.find(({ part }) => part.service === null);
    if (own) return { sum: own.total!.sum, live: 1 };
    return { sum: Math.max(0, ...totals.map(({ total }) => total!.sum)), live: totals.length > 0 ? 1 : 0 };
  }

  private change(endMs: number, cell: Cell, sum: number, live: number): void {
    let window = this.swept.get(endMs);
    if (!window) this.swept.set(endMs, (window = new Map()));
    let total = window.get(cell.index);
    if (!total) window.set(cell.index, (total = { sum: 0, live: 0 }));
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
    return Math.min(Math.max(interval * LOOKBACK_INTERVALS, MIN_LOOKBACK_MS), MAX_LOOKBACK_MS);
  }
}

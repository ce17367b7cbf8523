import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { WINDOW_MS } from "@/lib/domain/window";

const FIELDS = 6;
const FIRST_CELLS = 8;
const COUNT = 0;
const SUM = 1;
const MIN = 2;
const MAX = 3;
const LAST = 4;
const LAST_MS = 5;

/** What one cell gained in one window since the last flush. Additive in count, sum and histogram. */
export interface CellDelta {
  readonly cell: number;
  readonly count: number;
  readonly sum: number;
  /** null where the observations have no value of their own (parts of a weighted mean). */
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number | null;
  readonly lastMs: number | null;
  readonly histogram: Histogram | null;
}

/** All that one 10 s window gained since the last flush. */
export class WindowDelta {
  private fields = new Float64Array(FIRST_CELLS * FIELDS);
  /** Cell → its place in `fields`: a window costs what it was touched for, however many cells there are. */
  private readonly slots = new Map<number, number>();
  private readonly histograms = new Map<number, Histogram>();
  private readonly layouts = new Map<number, Map<readonly number[], Float64Array>>();

  /** Cells that gained something. */
  get size(): number {
    return this.slots.size;
  }

  /** Adds to count and sum only. */
  add(cell: number, sum: number, count: number): void {
    const at = this.slot(cell);
    this.fields[at + COUNT]! += count;
    this.fields[at + SUM]! += sum;
  }

  /** Adds an observation that has a value of its own. */
  observe(cell: number, value: number, timeMs: number): void {
    const at = this.slot(cell);
    const { fields } = this;
    fields[at + COUNT]! += 1;
    fields[at + SUM]! += value;
    if (value < fields[at + MIN]!) fields[at + MIN] = value;
    if (value > fields[at + MAX]!) fields[at + MAX] = value;
    if (timeMs >= fields[at + LAST_MS]!) {
      fields[at + LAST] = value;
      fields[at + LAST_MS] = timeMs;
    }
  }

  histogram(cell: number): Histogram {
    this.slot(cell);
    let histogram = this.histograms.get(cell);
    if (!histogram) this.histograms.set(cell, (histogram = Histogram.empty()));
    return histogram;
  }

  /** Adds to a classic histogram's cumulative count; `boundsMs` is compared by identity until the flush. */
  addBucket(cell: number, boundsMs: readonly number[], position: number, increase: number): void {
    this.slot(cell);
    let byLayout = this.layouts.get(cell);
    if (!byLayout) this.layouts.set(cell, (byLayout = new Map()));
    let cumulative = byLayout.get(boundsMs);
    if (!cumulative) byLayout.set(boundsMs, (cumulative = new Float64Array(boundsMs.length)));
    cumulative[position]! += increase;
  }

  *deltas(): Generator<CellDelta> {
    for (const [cell, at] of this.slots) {
      const { fields } = this;
      const observed = fields[at + LAST_MS]! > -Infinity;
      yield {
        cell,
        count: fields[at + COUNT]!,
        sum: fields[at + SUM]!,
        min: observed ? fields[at + MIN]! : null,
        max: observed ? fields[at + MAX]! : null,
        last: observed ? fields[at + LAST]! : null,
        lastMs: observed ? fields[at + LAST_MS]! : null,
        histogram: this.mergedHistogram(cell),
      };
    }
  }

  private mergedHistogram(cell: number): Histogram | null {
    const layouts = this.layouts.get(cell);
    const points = this.histograms.get(cell);
    if (!layouts && !points) return null;
    const merged = points ?? Histogram.empty();
    for (const [bounds, cumulative] of layouts ?? [])
      cumulative.forEach((count, position) => merged.addCumulative(bounds, position, count));
    this.layouts.delete(cell);
    this.histograms.set(cell, merged);
    return merged;
  }

  private slot(cell: number): number {
    const known = this.slots.get(cell);
    if (known !== undefined) return known;
    const at = this.slots.size * FIELDS;
    if (at + FIELDS > this.fields.length) {
      const bigger = new Float64Array(Math.max(this.fields.length * 2, at + FIELDS));
      bigger.set(this.fields);
      this.fields = bigger;
    }
    this.slots.set(cell, at);
    this.fields.fill(0, at, at + FIELDS);
    this.fields[at + MIN] = Infinity;
    this.fields[at + MAX] = -Infinity;
    this.fields[at + LAST_MS] = -Infinity;
    return at;
  }
}

/** The windows in time order, in portions of at most about `maxDeltas` gains (one window at least). */
export function* inPortions(
  windows: ReadonlyMap<number, WindowDelta>,
  maxDeltas: number,
): Generator<Map<number, WindowDelta>> {
  let portion = new Map<number, WindowDelta>();
  let deltas = 0;
  for (const [startMs, window] of [...windows].sort(([a], [b]) => a - b)) {
    if (portion.size > 0 && deltas + window.size > maxDeltas) {
      yield portion;
      portion = new Map();
      deltas = 0;
    }
    portion.set(startMs, window);
    deltas += window.size;
  }
  if (portion.size > 0) yield portion;
}

/** The windows that gained something since the last flush, by their start. */
export class PendingWindows {
  private readonly windows = new Map<number, WindowDelta>();
  private currentMs = NaN;
  private current: WindowDelta | null = null;

  get size(): number {
    return this.windows.size;
  }

  /** The window that holds `timeMs`. */
  at(timeMs: number): WindowDelta {
    const startMs = timeMs - (timeMs % WINDOW_MS);
    if (startMs === this.currentMs && this.current) return this.current;
    let window = this.windows.get(startMs);
    if (!window) this.windows.set(startMs, (window = new WindowDelta()));
    this.currentMs = startMs;
    return (this.current = window);
  }

  /** Hands over everything and starts empty. */
  take(): Map<number, WindowDelta> {
    const taken = new Map(this.windows);
    this.windows.clear();
    this.current = null;
    this.currentMs = NaN;
    return taken;
  }
}

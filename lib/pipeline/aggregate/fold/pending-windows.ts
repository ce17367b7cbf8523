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
const PAGE_SHIFT = 6;
const PAGE_MASK = (1 << PAGE_SHIFT) - 1;

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
  /** The cells that gained something; the nth has the nth place in `fields`. */
  private readonly touched: number[] = [];
  /** Cell → its place + 1, in pages: a window costs what it was touched for, however many cells there are. */
  private readonly places: (Int32Array | undefined)[] = [];
  private readonly histograms = new Map<number, Histogram>();
  private readonly layouts = new Map<number, Map<readonly number[], Float64Array>>();
  /** The buckets of one histogram arrive together: those last added to. */
  private lastCell = -1;
  private lastBoundsMs: readonly number[] = [];
  private lastCumulative: Float64Array = new Float64Array(0);

  /** Cells that gained something. */
  get size(): number {
    return this.touched.length;
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
    if (cell !== this.lastCell || boundsMs !== this.lastBoundsMs) this.turnToLayout(cell, boundsMs);
    this.lastCumulative[position]! += increase;
  }

  private turnToLayout(cell: number, boundsMs: readonly number[]): void {
    this.slot(cell);
    let byLayout = this.layouts.get(cell);
    if (!byLayout) this.layouts.set(cell, (byLayout = new Map()));
    let cumulative = byLayout.get(boundsMs);
    if (!cumulative) byLayout.set(boundsMs, (cumulative = new Float64Array(boundsMs.length)));
    this.lastCell = cell;
    this.lastBoundsMs = boundsMs;
    this.lastCumulative = cumulative;
  }

  *deltas(): Generator<CellDelta> {
    const { fields } = this;
    for (const [place, cell] of this.touched.entries()) {
      const at = place * FIELDS;
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
    this.lastCell = -1;
    this.histograms.set(cell, merged);
    return merged;
  }

  private slot(cell: number): number {
    const page = this.places[cell >> PAGE_SHIFT];
    const place = page === undefined ? 0 : page[cell & PAGE_MASK]!;
    return place === 0 ? this.newSlot(cell) : (place - 1) * FIELDS;
  }

  private newSlot(cell: number): number {
    const page = (this.places[cell >> PAGE_SHIFT] ??= new Int32Array(PAGE_MASK + 1));
    const at = this.touched.length * FIELDS;
    page[cell & PAGE_MASK] = this.touched.push(cell);
    if (at + FIELDS > this.fields.length) {
      const bigger = new Float64Array(Math.max(this.fields.length * 2, at + FIELDS));
      bigger.set(this.fields);
      this.fields = bigger;
    }
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
    if (this.current && timeMs >= this.currentMs && timeMs < this.currentMs + WINDOW_MS) return this.current;
    const startMs = timeMs - (timeMs % WINDOW_MS);
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

import { isSuperseded, noteTarget } from "./cells";
import { OUT_OF_ORDER_MS } from "./history";
import { histogramIncrease, type HistogramIncrease } from "./histogram-difference";
import { isFreshStart, isRestart } from "./increase";
import type { PendingWindows } from "./pending-windows";
import type { CompiledPlan, PlanTarget } from "./plans";
import type { SampleVerdict } from "./scalar-fold";
import { Instrument, type HistogramPoint } from "@/lib/domain/sample";

/** Ten minutes at one point in 2.4 s; a faster sender has less room to be late. */
const MAX_KEPT_POINTS = 256;
/** Explicit bucket layouts that one cell may have: each is kept apart in its roll-ups for good. */
const MAX_LAYOUTS = 32;

export interface KeptPoint {
  readonly timeMs: number;
  readonly startMs: number;
  readonly point: HistogramPoint;
}

export interface HistogramSample extends KeptPoint {
  readonly series: number;
  readonly instrument: number;
  readonly demo: boolean;
}

/** Folds histogram points of OTLP into windows; late points re-attribute as single values do. */
export class HistogramFold {
  /** Points of the last ten minutes of each series, in time order; delta points are kept for their times alone. */
  readonly kept = new Map<number, KeptPoint[]>();

  private readonly layouts = new Map<number, Set<string>>();

  constructor(private readonly pending: PendingWindows) {}

  fold(sample: HistogramSample, plan: CompiledPlan): SampleVerdict {
    const points = this.kept.get(sample.series) ?? [];
    const newestMs = points.length > 0 ? points[points.length - 1]!.timeMs : -Infinity;
    if (sample.timeMs < newestMs - OUT_OF_ORDER_MS) return "out-of-order";
    if (points.length >= MAX_KEPT_POINTS && sample.timeMs < points[0]!.timeMs) return "out-of-order";
    if (!this.takeLayout(sample.point, plan)) return "invalid-histogram";
    let index = points.length;
    while (index > 0 && points[index - 1]!.timeMs > sample.timeMs) index--;
    const same = index > 0 && points[index - 1]!.timeMs === sample.timeMs ? points[index - 1]! : null;
    if (same) return isSame(same.point, sample.point) ? "duplicate" : "conflicting-duplicate";
    const sinceLastMs = newestMs === -Infinity || sample.timeMs < newestMs ? null : sample.timeMs - newestMs;
    let used = false;
    for (const target of plan.targets) {
      if (isSuperseded(target, sample.timeMs)) continue;
      noteTarget(target, sample.timeMs, sinceLastMs, sample.demo);
      this.apply(sample, target, points[index - 1] ?? null, points[index] ?? null);
      used = true;
    }
    this.keep(sample, points, index);
    return used ? "folded" : "superseded";
  }

  /** Whether the point's bucket bounds are among those its cells have, or may still be added. */
  private takeLayout({ explicit }: HistogramPoint, plan: CompiledPlan): boolean {
    if (!explicit) return true;
    const layout = explicit.bounds.join();
    for (const { cell } of plan.targets) {
      const known = this.layouts.get(cell.index) ?? new Set();
      if (!known.has(layout) && known.size >= MAX_LAYOUTS) return false;
      this.layouts.set(cell.index, known.add(layout));
    }
    return true;
  }

  private keep(
    { series, timeMs, startMs, point }: HistogramSample,
    points: KeptPoint[],
    index: number,
  ): void {
    points.splice(index, 0, { timeMs, startMs, point });
    const horizonMs = points[points.length - 1]!.timeMs - OUT_OF_ORDER_MS;
    // The newest one behind the horizon stays: a late point's increase is measured from it.
    while (points.length > 2 && points[1]!.timeMs < horizonMs) points.shift();
    if (points.length > MAX_KEPT_POINTS) points.shift();
    this.kept.set(series, points);
  }

  private apply(
    sample: HistogramSample,
    target: PlanTarget,
    before: KeptPoint | null,
    after: KeptPoint | null,
  ): void {
    if (sample.instrument === Instrument.histogramDelta) {
      const { point } = sample;
      this.add(target, sample.timeMs, { count: point.count, sum: point.sum, plus: point, minus: null }, 1);
      return;
    }
    const own = increaseOf(before, sample);
    if (own) this.add(target, sample.timeMs, own, 1);
    if (!after) return;
    const attributed = increaseOf(before, after);
    if (attributed) this.add(target, after.timeMs, attributed, -1);
    const remaining = increaseOf(sample, after);
    if (remaining) this.add(target, after.timeMs, remaining, 1);
  }

  private add(target: PlanTarget, timeMs: number, increase: HistogramIncrease, sign: 1 | -1): void {
    const window = this.pending.at(timeMs);
    const { cell, sumFactor } = target;
    if (target.mode === "histogram-count-of") {
      window.add(cell.index, sign * increase.count * sumFactor, sign);
    } else if (target.mode === "histogram") {
      window.add(cell.index, sign * (increase.sum ?? 0) * sumFactor, sign * increase.count);
      const histogram = window.histogram(cell.index);
      histogram.addPoint(increase.plus, sumFactor, sign);
      if (increase.minus) histogram.addPoint(increase.minus, sumFactor, -sign);
    }
  }
}

/** null: a first point of unknown start has no increase. */
function increaseOf(earlier: KeptPoint | null, later: KeptPoint): HistogramIncrease | null {
  if (earlier) {
    const restarted = isRestart(earlier.timeMs, earlier.startMs, later.startMs);
    return histogramIncrease(earlier.point, later.point, restarted);
  }
  return isFreshStart(later.startMs, later.timeMs)
    ? { count: later.point.count, sum: later.point.sum, plus: later.point, minus: null }
    : null;
}

function isSame(a: HistogramPoint, b: HistogramPoint): boolean {
  return a.count === b.count && a.sum === b.sum && JSON.stringify(a) === JSON.stringify(b);
}

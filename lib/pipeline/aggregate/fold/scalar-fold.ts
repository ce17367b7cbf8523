import type { BucketLayouts } from "./bucket-layouts";
import { isSuperseded, noteTarget } from "./cells";
import type { Place, SeriesHistory } from "./history";
import { OUT_OF_ORDER_MS } from "./history";
import { counterIncrease, isFreshStart, isRestart } from "./increase";
import type { PendingWindows } from "./pending-windows";
import type { CompiledPlan, PlanTarget } from "./plans";
import { SeriesStarts } from "./series-starts";
import type { TotalSweep } from "./total-sweep";
import type { IgnoredReason, RefusedReason } from "@/lib/domain/refusal";
import { Instrument } from "@/lib/domain/sample";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";

/** A gauge's value is taken to hold no longer than this. */
const MAX_HOLD_MS = 5 * MINUTE_MS;

export interface ScalarSample {
  series: number;
  timeMs: number;
  value: number;
  stale: boolean;
  /** Start of a cumulative measurement, 0 where unknown. */
  startMs: number;
  instrument: number;
  demo: boolean;
}

export type SampleVerdict = "folded" | RefusedReason | IgnoredReason;

/** What a sample adds, and what it takes back from the sample after it when it comes late. */
interface Change {
  /** null: a first sample has no increase. */
  amount: number | null;
  nextMs: number;
  nextAmount: number;
  /** 1 where the sample after it was the first and now has an increase. */
  nextObservations: 0 | 1;
}

/**
 * Folds single values into windows. Late samples re-attribute exactly: the increase between their neighbours is split at
 * them, so that the totals do not depend on the order of arrival.
 */
export class ScalarFold {
  private readonly place: Place = { index: 0, same: false };
  private readonly change: Change = { amount: null, nextMs: 0, nextAmount: 0, nextObservations: 0 };
  readonly starts = new SeriesStarts();

  constructor(
    private readonly history: SeriesHistory,
    private readonly pending: PendingWindows,
    private readonly layouts: BucketLayouts,
    private readonly totals: TotalSweep,
  ) {}

  fold(sample: ScalarSample, plan: CompiledPlan): SampleVerdict {
    return this.foldNewest(sample, plan) ?? this.foldAnywhere(sample, plan);
  }

  /**
   * The usual case in short: a value that is newer than all of its series, from a sender that tells no starts. null, with
   * nothing changed, in any other; `foldAnywhere` comes to the same.
   */
  private foldNewest(sample: ScalarSample, plan: CompiledPlan): SampleVerdict | null {
    const { series, timeMs, value, demo } = sample;
    if (!Number.isFinite(value) || value < 0 || sample.startMs !== 0 || plan.hasDuration) return null;
    if (sample.instrument > Instrument.gauge || !this.starts.areUnknown) return null;
    const { history } = this;
    const newestMs = history.newestMs(series);
    if (timeMs <= newestMs) return null;
    const isFirst = newestMs === -Infinity;
    const before = isFirst ? 0 : history.newestValue(series);
    if (Number.isNaN(before)) return null;
    const { targets } = plan;
    let used = false;
    for (let at = 0; at < targets.length; at++) {
      const target = targets[at]!;
      if (isSuperseded(target, timeMs)) continue;
      noteTarget(target, timeMs, isFirst ? null : timeMs - newestMs, demo);
      used = true;
      if (target.mode === "sample") this.addSample(target, timeMs, value);
      else if (!isFirst && isIncrease(target.mode))
        this.addIncrease(series, target, timeMs, counterIncrease(before, value), 1);
    }
    if (!plan.hasTotal) history.add(series, timeMs, value);
    else if (!this.totals.insertWithCorrection(series, history.length(series), timeMs, value))
      return "total-too-late";
    return used ? "folded" : "superseded";
  }

  private foldAnywhere(sample: ScalarSample, plan: CompiledPlan): SampleVerdict {
    const refusal = this.judge(sample, plan);
    if (refusal) return refusal;
    const { series, timeMs, value, stale } = sample;
    const { index } = this.place;
    const newestMs = this.history.newestMs(series);
    let used = stale;
    if (!stale) {
      const sinceLastMs = newestMs === -Infinity || timeMs < newestMs ? null : timeMs - newestMs;
      for (const target of plan.targets) {
        if (isSuperseded(target, timeMs)) continue;
        noteTarget(target, timeMs, sinceLastMs, sample.demo);
        this.apply(sample, target, index);
        used = true;
      }
      if (plan.cumulative) this.noteStart(sample, index);
    }
    const kept = stale ? NaN : value;
    if (!plan.hasTotal) this.history.insert(series, index, timeMs, kept);
    else if (!this.totals.insertWithCorrection(series, index, timeMs, kept)) return "total-too-late";
    if (stale) return "stale-marker";
    return used ? "folded" : "superseded";
  }

  /** A reason not to fold; otherwise null, with `place` set to where the sample belongs. */
  private judge(
    { series, timeMs, value, stale, instrument }: ScalarSample,
    plan: CompiledPlan,
  ): SampleVerdict | null {
    if (!stale && Number.isNaN(value)) return "nan";
    if (!stale && !Number.isFinite(value)) return "infinite";
    const cumulative =
      plan.cumulative ||
      instrument === Instrument.counterCumulative ||
      instrument === Instrument.counterDelta;
    if (cumulative && value < 0 && instrument !== Instrument.gauge) return "negative-counter";
    const length = this.history.length(series);
    const newestMs = this.history.newestMs(series);
    if (timeMs > newestMs) {
      this.place.index = length;
      return null;
    }
    if (timeMs < newestMs - OUT_OF_ORDER_MS) return "out-of-order";
    const { index, same } = this.history.locate(series, timeMs, this.place);
    if (same) {
      const known = this.history.valueAt(series, index);
      return known === value || (stale && Number.isNaN(known)) ? "duplicate" : "conflicting-duplicate";
    }
    const forgotten = index === 0 && length > 0 && !this.history.knowsBeforeOldest(series);
    return forgotten ? "out-of-order" : null;
  }

  private apply(sample: ScalarSample, target: PlanTarget, index: number): void {
    const { series, timeMs, value } = sample;
    switch (target.mode) {
      case "sample":
        return this.addSample(target, timeMs, value);
      case "duration":
        return this.applyDuration(sample, target, index);
      case "total":
      case "presence":
        return; // counted when the window closes
      case "increase":
      case "bucket":
      case "histogram-sum":
      case "histogram-count":
        this.measure(sample, index);
        if (this.change.amount !== null) this.addIncrease(series, target, timeMs, this.change.amount, 1);
        if (this.change.nextAmount !== 0 || this.change.nextObservations !== 0)
          this.addIncrease(
            series,
            target,
            this.change.nextMs,
            this.change.nextAmount,
            this.change.nextObservations,
          );
        return;
      case "histogram":
      case "histogram-count-of":
        return; // a scalar has no buckets
      default:
        return target.mode satisfies never;
    }
  }

  private addSample({ cell, sumFactor, weightFactor }: PlanTarget, timeMs: number, value: number): void {
    const window = this.pending.at(timeMs);
    if (weightFactor === null) window.observe(cell.index, value * sumFactor, timeMs);
    else window.add(cell.index, value * sumFactor, value * weightFactor);
  }

  /** Sets `change` to what the sample adds at its own time and at that of the sample after it. */
  private measure({ series, timeMs, value, startMs, instrument }: ScalarSample, index: number): void {
    const { change } = this;
    change.nextAmount = change.nextObservations = 0;
    if (instrument === Instrument.counterDelta) {
      change.amount = value;
      return;
    }
    const before = this.neighbour(series, index - 1, -1);
    change.amount = this.increaseFrom(series, before, timeMs, value, startMs);
    const after = this.neighbour(series, index, 1);
    if (after < 0) return;
    change.nextMs = this.history.timeAt(series, after);
    const afterValue = this.history.valueAt(series, after);
    const afterStartMs = this.starts.at(series, change.nextMs);
    const attributed = this.increaseFrom(series, before, change.nextMs, afterValue, afterStartMs);
    const remaining = isRestart(timeMs, startMs, afterStartMs)
      ? afterValue
      : counterIncrease(value, afterValue);
    change.nextAmount = remaining - (attributed ?? 0);
    change.nextObservations = attributed === null ? 1 : 0;
  }

  /** The increase from the kept sample `before` (-1: there is none) to a later one. */
  private increaseFrom(
    series: number,
    before: number,
    timeMs: number,
    value: number,
    startMs: number,
  ): number | null {
    if (before < 0) return isFreshStart(startMs, timeMs) ? value : null;
    const beforeMs = this.history.timeAt(series, before);
    const restarted = startMs > 0 && isRestart(beforeMs, this.starts.at(series, beforeMs), startMs);
    return restarted ? value : counterIncrease(this.history.valueAt(series, before), value);
  }

  private noteStart({ series, timeMs, startMs }: ScalarSample, index: number): void {
    const after = this.neighbour(series, index, 1);
    this.starts.note(series, timeMs, startMs, after < 0 ? null : this.history.timeAt(series, after));
  }

  /** The nearest sample from `index` in a direction that is no stale marker; -1 when there is none. */
  private neighbour(series: number, index: number, step: 1 | -1): number {
    const length = this.history.length(series);
    let at = index;
    while (at >= 0 && at < length && Number.isNaN(this.history.valueAt(series, at))) at += step;
    return at >= 0 && at < length ? at : -1;
  }

  private addIncrease(
    series: number,
    target: PlanTarget,
    timeMs: number,
    amount: number,
    observations: 0 | 1,
  ): void {
    const window = this.pending.at(timeMs);
    const { index } = target.cell;
    if (target.mode === "bucket")
      window.addBucket(index, this.layouts.boundsMs(series), this.layouts.position(series), amount);
    else if (target.mode === "histogram-sum") window.add(index, amount * target.sumFactor, 0);
    else if (target.mode === "histogram-count") window.add(index, 0, amount);
    else {
      const count = target.weightFactor === null ? observations : amount * target.weightFactor;
      window.add(index, amount * target.sumFactor, count);
    }
  }

  private applyDuration({ series, timeMs, value }: ScalarSample, target: PlanTarget, index: number): void {
    const before = this.neighbour(series, index - 1, -1);
    if (before >= 0) this.addHeld(target, timeMs, value, timeMs - this.history.timeAt(series, before), 1);
    const after = this.neighbour(series, index, 1);
    if (after < 0) return;
    const afterMs = this.history.timeAt(series, after);
    const heldBefore = before < 0 ? 0 : afterMs - this.history.timeAt(series, before);
    const afterValue = this.history.valueAt(series, after);
    this.addHeld(target, afterMs, afterValue, afterMs - timeMs, 1);
    this.addHeld(target, afterMs, afterValue, heldBefore, -1);
  }

  private addHeld(target: PlanTarget, timeMs: number, value: number, heldMs: number, sign: 1 | -1): void {
    if (value <= 0) return; // a link whose speed is unknown reports -1 or 0
    const amount = (sign * value * Math.min(heldMs, MAX_HOLD_MS)) / SECOND_MS;
    this.pending
      .at(timeMs)
      .add(target.cell.index, amount * target.sumFactor, amount * (target.weightFactor ?? 1));
  }
}

function isIncrease(mode: PlanTarget["mode"]): boolean {
  return mode === "increase" || mode === "bucket" || mode === "histogram-sum" || mode === "histogram-count";
}

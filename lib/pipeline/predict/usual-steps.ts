import type { EventSpan } from "@/lib/domain/known-event";
import { median } from "@/lib/domain/median";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { DAY_MS } from "@/lib/domain/window";

const WEEK_MS = 7 * DAY_MS;
const WEEKS = 4;
/** A single week does not tell what is usual. */
const LEAST_WEEKS = 2;

/** What would have been usual in the steps of a series that events touched. Nothing of or after an event tells it. */
export class UsualSteps {
  /** When the first event began that touches a step; NaN: none does. */
  private readonly beganMs: Float64Array;

  constructor(
    private readonly series: RegularSeries,
    events: readonly EventSpan[],
  ) {
    const { startMs, stepMs, values } = series;
    this.beganMs = new Float64Array(values.length).fill(NaN);
    for (const { fromMs, toMs } of [...events].sort((one, other) => other.fromMs - one.fromMs)) {
      const first = Math.max(0, Math.floor((fromMs - startMs) / stepMs));
      const end = Math.min(values.length, Math.ceil((toMs - startMs) / stepMs));
      if (first < end) this.beganMs.fill(fromMs, first, end);
    }
  }

  isTouched(index: number): boolean {
    return !Number.isNaN(this.beganMs[index]);
  }

  /** The same step of the week in each of the four weeks before the event; NaN where nothing is known, or another event was. */
  weeksBefore(index: number, eventFromMs = this.beganMs[index]): readonly number[] {
    const { startMs, stepMs, values } = this.series;
    const sinceMs = startMs + index * stepMs - eventFromMs;
    const newest = Math.max(1, Math.floor(sinceMs / WEEK_MS) + 1);
    return Array.from({ length: WEEKS }, (_, week) => {
      const before = index - ((newest + week) * WEEK_MS) / stepMs;
      return before < 0 || this.isTouched(before) ? NaN : values[before];
    });
  }
}

/** The median of the weeks that are known; NaN of fewer than two. */
export function usualOf(weeks: readonly number[]): number {
  const known = weeks.filter((value) => !Number.isNaN(value));
  return known.length < LEAST_WEEKS ? NaN : median(known)!;
}

/** The series as it would have been without the events, so that none teaches its load as usual; a gap where that is not known. */
export function withoutEvents(series: RegularSeries, events: readonly EventSpan[]): RegularSeries {
  if (events.length === 0) return series;
  const usual = new UsualSteps(series, events);
  const values = series.values.map((value, index) =>
    Number.isNaN(value) || !usual.isTouched(index) ? value : usualOf(usual.weeksBefore(index)),
  );
  return { ...series, values };
}

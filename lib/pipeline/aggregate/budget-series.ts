import type { RegularSeries } from "@/lib/domain/regular-series";

/** Requests of one place, and those of them that were bad: fine ones, and coarse ones of the time before. */
export interface BudgetEvidence {
  readonly requests: RegularSeries;
  readonly bad: RegularSeries;
  /** They end where the fine ones begin. */
  readonly earlierRequests: RegularSeries;
  readonly earlierBad: RegularSeries;
}

/** Of several places, over the same spans, as one: what is not known of one of them counts for nothing. */
export function addedEvidence(a: BudgetEvidence | null, b: BudgetEvidence): BudgetEvidence {
  if (a === null) return b;
  return {
    requests: added(a.requests, b.requests),
    bad: added(a.bad, b.bad),
    earlierRequests: added(a.earlierRequests, b.earlierRequests),
    earlierBad: added(a.earlierBad, b.earlierBad),
  };
}

function added(a: RegularSeries, b: RegularSeries): RegularSeries {
  const sum = (x: number, y: number) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : x + y);
  return { ...a, values: a.values.map((value, at) => sum(value, b.values[at]!)) };
}

/**
 * The share of an error budget that is spent at the end of each fine window: the bad share over the objective's window ÷
 * what is allowed, × the share of the window since there is data, as an objective's standing says it. Above 1: more is spent
 * than there was. NaN where no requests came.
 */
export function budgetSeries(
  { requests, bad, earlierRequests, earlierBad }: BudgetEvidence,
  { allowedRatio, windowMs }: { readonly allowedRatio: number; readonly windowMs: number },
): RegularSeries {
  const received = new RunningTotal(earlierRequests, requests);
  const failed = new RunningTotal(earlierBad, bad);
  const { startMs, stepMs } = requests;
  const values = requests.values.map((windowRequests, at) => {
    if (Number.isNaN(windowRequests) || received.firstMs === null) return NaN;
    const endMs = startMs + (at + 1) * stepMs;
    const all = received.until(endMs) - received.until(endMs - windowMs);
    if (all <= 0) return NaN;
    const failures = failed.until(endMs) - failed.until(endMs - windowMs);
    const covered = Math.min(windowMs, endMs - received.firstMs) / windowMs;
    return (failures / all / allowedRatio) * covered;
  });
  return { startMs, stepMs, values };
}

/** How much came until any time; within a window evenly. */
class RunningTotal {
  /** Start of the first known window; null: nothing is known. */
  readonly firstMs: number | null;
  private readonly parts: readonly { readonly series: RegularSeries; readonly totals: Float64Array }[];

  constructor(...parts: readonly RegularSeries[]) {
    let total = 0;
    this.parts = parts.map((series) => {
      const totals = new Float64Array(series.values.length + 1);
      totals[0] = total;
      series.values.forEach((value, at) => {
        if (!Number.isNaN(value)) total += value;
        totals[at + 1] = total;
      });
      return { series, totals };
    });
    const firsts = parts.flatMap(({ startMs, stepMs, values }) => {
      const first = values.findIndex((value) => !Number.isNaN(value));
      return first < 0 ? [] : [startMs + first * stepMs];
    });
    this.firstMs = firsts[0] ?? null;
  }

  until(timeMs: number): number {
    let known = 0;
    for (const { series, totals } of this.parts) {
      const steps = (timeMs - series.startMs) / series.stepMs;
      if (steps <= 0) break;
      const whole = Math.min(totals.length - 1, Math.floor(steps));
      const next = totals[Math.min(totals.length - 1, whole + 1)]!;
      known = totals[whole]! + (next - totals[whole]!) * (steps - Math.floor(steps));
    }
    return known;
  }
}

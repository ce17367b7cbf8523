import type { ExpectedDay, Growth, MeasuredDay } from "@/lib/domain/capacity";
import { DAY_MS } from "@/lib/domain/window";

const WEEK_DAYS = 7;
const WEEK_MS = WEEK_DAYS * DAY_MS;
/** How many weeks are looked back on for a weekday that is known. */
const WEEKS_BACK = 3;

interface GrowthQuery {
  /** Days that are usual. */
  readonly measured: readonly MeasuredDay[];
  /** From today on. */
  readonly expected: readonly ExpectedDay[];
  readonly daysAhead: number;
}

/**
 * The last week of the time ahead (or all of it, where it is shorter) against the newest measured days of the same weekdays:
 * the rhythm of the week is no growth. null: either side is not known.
 */
export function growthOf({ measured, expected, daysAhead }: GrowthQuery): Growth | null {
  const length = Math.min(WEEK_DAYS, daysAhead);
  const target = expected.slice(daysAhead - length, daysAhead);
  if (target.length < length) return null;
  const earlierMs = Math.ceil(daysAhead / WEEK_DAYS) * WEEK_MS;
  const byDay = new Map(measured.map(({ dayMs, mean }) => [dayMs, mean]));
  const pairs = target.flatMap(({ dayMs, mean }) => {
    const weeks = Array.from({ length: WEEKS_BACK }, (_, week) =>
      byDay.get(dayMs - earlierMs - week * WEEK_MS),
    );
    const before = weeks.find((known) => known !== undefined);
    return before === undefined ? [] : [{ before, mean }];
  });
  const before = pairs.reduce((sum, pair) => sum + pair.before, 0);
  if (pairs.length * 2 < length || before === 0) return null;
  const change = (of: (mean: ExpectedDay["mean"]) => number) =>
    pairs.reduce((sum, { mean }) => sum + of(mean), 0) / before - 1;
  return {
    ratio: change(({ median }) => median),
    low: change(({ lower80 }) => lower80),
    high: change(({ upper80 }) => upper80),
  };
}

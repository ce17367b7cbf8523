import type { TimeRange } from "./time-range";

/** A point of several lines that are drawn straight from one to the next. */
export interface Knot {
  readonly timeMs: number;
  readonly values: readonly number[];
}

/** The knots of a range: at its ends the lines are cut where they are, not at the next knot. */
export function knotsInside(knots: readonly Knot[], { fromMs, toMs }: TimeRange): readonly Knot[] {
  const within = knots.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
  const cut = (edgeMs: number): Knot[] => {
    const after = knots.findIndex(({ timeMs }) => timeMs > edgeMs);
    if (after <= 0 || knots[after - 1].timeMs === edgeMs) return [];
    return [knotBetween(knots[after - 1], knots[after], edgeMs)];
  };
  return [...cut(fromMs), ...within, ...cut(toMs)];
}

export function knotBetween(one: Knot, other: Knot, timeMs: number): Knot {
  const share = (timeMs - one.timeMs) / (other.timeMs - one.timeMs);
  return { timeMs, values: one.values.map((value, index) => value + (other.values[index] - value) * share) };
}

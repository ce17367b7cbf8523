const STEPS = [1, 2, 2.5, 5, 10];
const MAX_INTERVALS = 4;
const TEN = 10;
/** Quotients that miss a whole number by less are whole: binary fractions. */
const TOLERANCE = 1e-9;

export interface ChartScale {
  readonly from: number;
  readonly to: number;
  /** Round numbers from `from` to `to`, ends included. */
  readonly ticks: readonly number[];
}

/**
 * A value axis with round ends that holds every value.
 * @param fromZero the axis starts at 0
 * @param minSpanShare the axis spans at least this share of the highest value
 */
export function chartScale(
  values: readonly number[],
  { fromZero, minSpanShare }: { readonly fromZero: boolean; readonly minSpanShare: number },
): ChartScale {
  if (values.length === 0) return { from: 0, to: 1, ticks: [0, 1] };
  const highest = Math.max(...values);
  const lowest = fromZero ? Math.min(0, ...values) : Math.min(...values);
  const missing = Math.max(0, Math.abs(highest) * minSpanShare - (highest - lowest)) / 2;
  const low = fromZero ? lowest : Math.max(lowest >= 0 ? 0 : -Infinity, lowest - missing);
  const high = highest === low ? low + 1 : fromZero ? highest : highest + missing;
  const step = roundStep((high - low) / MAX_INTERVALS);
  const from = Math.floor(low / step + TOLERANCE);
  const to = Math.ceil(high / step - TOLERANCE);
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => tidy((from + index) * step, step));
  return { from: ticks[0], to: ticks[ticks.length - 1], ticks };
}

function roundStep(rough: number): number {
  const power = TEN ** Math.floor(Math.log10(rough));
  return (STEPS.find((step) => step * power >= rough * (1 - TOLERANCE)) ?? TEN) * power;
}

/** Cuts what binary fractions add: 0.30000000000000004. */
function tidy(value: number, step: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return digits > TEN ? value : Number(value.toFixed(digits));
}

/** Times at whole multiples of `everyMs` within a span. */
export function timeTicks(fromMs: number, toMs: number, everyMs: number): readonly number[] {
  const ticks: number[] = [];
  for (let at = Math.ceil(fromMs / everyMs) * everyMs; at <= toMs; at += everyMs) ticks.push(at);
  return ticks;
}

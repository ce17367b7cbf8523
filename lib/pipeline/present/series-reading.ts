import { knotBetween, type Knot } from "./chart-knots";
import type { TimeRange } from "./time-range";
import type { ForetoldPoint, LineRole, TimePoint, TimeSeriesLine, TimeSeriesModel } from "./time-series";

/** What a line says at a moment. */
export interface LineReading {
  readonly id: string;
  readonly label: string;
  readonly role: LineRole | "forecast" | "foretold";
  /** null: nothing was received. */
  readonly value: number | null;
  /** When it was measured; for a comparison earlier than where it is drawn. */
  readonly measuredMs: number;
  /** The 80 % band of what had been forecast. */
  readonly band?: { readonly low: number; readonly high: number };
}

/** What all lines say at a moment; lines that have no step there are left out. */
export function readingsAt(model: TimeSeriesModel, timeMs: number): readonly LineReading[] {
  const measured = model.lines.flatMap((line) => {
    const point = pointAt(line, timeMs);
    if (point === null) return [];
    const { id, label, role, shiftMs } = line;
    return [{ id, label, role, value: point.value, measuredMs: point.timeMs - shiftMs }];
  });
  return [...measured, ...foretoldAt(model, timeMs), ...forecastAt(model, timeMs)];
}

function forecastAt({ forecast }: TimeSeriesModel, timeMs: number): readonly LineReading[] {
  const expected = forecast?.points.find((point) => point.timeMs === timeMs);
  if (expected === undefined) return [];
  const { value, timeMs: measuredMs } = expected;
  return [{ id: "forecast", label: "Forecast", role: "forecast", value, measuredMs }];
}

/** What had been forecast is of whole hours or days: between their middles it is read where it is drawn. */
function foretoldAt({ foretold }: TimeSeriesModel, timeMs: number): readonly LineReading[] {
  const before = foretold?.findLastIndex((point) => point.timeMs <= timeMs) ?? -1;
  const [one, other] = [knotOf(foretold?.[before]), knotOf(foretold?.[before + 1])];
  if (one === null || other === null) return []; // a run's end is not part of it
  const [value, low, high] = knotBetween(one, other, timeMs).values;
  const line = { id: "foretold", label: "Forecast a day before", role: "foretold" } as const;
  return [{ ...line, value, measuredMs: timeMs, band: { low, high } }];
}

function knotOf(point: ForetoldPoint | undefined): Knot | null {
  if (point === undefined) return null;
  const { timeMs, value, low, high } = point;
  return value === null || low === null || high === null ? null : { timeMs, values: [value, low, high] };
}

/** The point whose step holds a moment. */
function pointAt({ points, stepMs }: TimeSeriesLine, timeMs: number): TimePoint | null {
  if (points.length === 0) return null;
  const index = Math.floor((timeMs - points[0].timeMs) / stepMs);
  return points[index] ?? null;
}

/** How the step at a moment is unusual; null: it is not, or not known to be. */
export function unusualAt({ unusual, lines }: TimeSeriesModel, timeMs: number): "above" | "below" | null {
  const endMs = timeMs + (lines[0]?.stepMs ?? 0);
  return unusual.find(({ fromMs, toMs }) => fromMs < endMs && toMs > timeMs)?.direction ?? null;
}

/** Where the crosshair can stand: the steps of the first line, and of the forecast. */
export function stopsOf(model: TimeSeriesModel): readonly number[] {
  const measured = model.lines[0]?.points ?? [];
  const lastMs = measured[measured.length - 1]?.timeMs ?? -Infinity;
  const ahead = model.forecast?.points.filter(({ timeMs }) => timeMs > lastMs) ?? [];
  return [...measured, ...ahead].map(({ timeMs }) => timeMs).filter((timeMs) => timeMs >= model.fromMs);
}

/** Position of the stop nearest to a moment; −1: there is none. */
export function nearestStop(stops: readonly number[], timeMs: number): number {
  if (stops.length === 0) return -1;
  let [low, high] = [0, stops.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (stops[middle] <= timeMs) low = middle;
    else high = middle;
  }
  return timeMs - stops[low] <= stops[high] - timeMs ? low : high;
}

const LEAST_STEPS = 2;

/** The range between two moments of a chart, in either order; null: it would hold too little to draw. */
export function zoomRange(model: TimeSeriesModel, oneMs: number, otherMs: number): TimeRange | null {
  const stepMs = model.lines[0]?.stepMs ?? 0;
  const fromMs = Math.max(model.fromMs, Math.min(oneMs, otherMs));
  const toMs = Math.min(model.toMs, Math.max(oneMs, otherMs));
  const isAhead = model.nowMs !== null && fromMs >= model.nowMs; // nothing of it was measured
  return toMs - fromMs < LEAST_STEPS * stepMs || toMs <= fromMs || isAhead ? null : { fromMs, toMs };
}

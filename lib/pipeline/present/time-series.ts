import { chartScale, type ChartScale } from "./chart-domain";
import type { ChartMetric } from "./history-metric";
import { timeAxis, type TimeAxis } from "./time-axis";
import type { TimeRange } from "./time-range";

/** What a line is: the figure itself, the same of another place, or the same at an earlier time. */
export type LineRole = "main" | "sibling" | "comparison";

export interface TimePoint {
  /** Start of its step. */
  readonly timeMs: number;
  /** null is a gap and is drawn as one. */
  readonly value: number | null;
}

/** A series as it was read: values one a step from `fromMs` on. */
export interface SeriesInput {
  readonly id: string;
  readonly label: string;
  readonly role: LineRole;
  readonly fromMs: number;
  readonly stepMs: number;
  readonly values: readonly (number | null)[];
  /** So much later than it was measured is it drawn. */
  readonly shiftMs: number;
}

export interface BandPoint {
  readonly timeMs: number;
  readonly low: number;
  readonly high: number;
}

/** What is expected: a median and the bands around it, of the share of cases that they hold (0–1). */
export interface ForecastInput {
  readonly points: readonly TimePoint[];
  readonly bands: readonly { readonly share: number; readonly points: readonly BandPoint[] }[];
}

/** What had been forecast of a moment a day before, with its 80 % band; nulls are a gap. */
export interface ForetoldPoint extends TimePoint {
  readonly low: number | null;
  readonly high: number | null;
}

/** A time at which the figure itself was unusual, as far as it is inside of the chart. */
export interface UnusualSpan extends TimeRange {
  readonly direction: "above" | "below";
  /** It began before the chart does. */
  readonly cutBefore: boolean;
  /** It ended after the chart does, or goes on. */
  readonly cutAfter: boolean;
}

export interface Threshold {
  readonly value: number;
  readonly label: string;
}

export interface TimeSeriesInput {
  readonly metric: ChartMetric;
  readonly range: TimeRange;
  readonly timeZone: string;
  /** Marked in the chart where the range goes past it. */
  readonly nowMs: number;
  readonly series: readonly SeriesInput[];
  readonly forecast?: ForecastInput | null;
  readonly foretold?: readonly ForetoldPoint[] | null;
  readonly thresholds?: readonly Threshold[];
  readonly unusual?: readonly UnusualSpan[];
}

export interface TimeSeriesLine {
  readonly id: string;
  readonly label: string;
  readonly role: LineRole;
  readonly stepMs: number;
  readonly shiftMs: number;
  readonly points: readonly TimePoint[];
  /** Times of points between two gaps: a line has no length there. */
  readonly lonely: ReadonlySet<number>;
}

/** Everything that a chart draws. */
export interface TimeSeriesModel extends TimeRange {
  readonly lines: readonly TimeSeriesLine[];
  readonly forecast: ForecastInput | null;
  /** Of the past that is shown; null: nothing. */
  readonly foretold: readonly ForetoldPoint[] | null;
  /** Oldest first. */
  readonly unusual: readonly UnusualSpan[];
  /** Those that are on the scale. */
  readonly thresholds: readonly Threshold[];
  /** null: outside the range, or at its end. */
  readonly nowMs: number | null;
  readonly scale: ChartScale;
  readonly axis: TimeAxis;
  /** Nothing of any line is known. */
  readonly empty: boolean;
}

/** A threshold so many times as far from zero as the highest value would flatten the line. */
const THRESHOLD_REACH = 2;
/** The present is marked when at least this share of the chart lies ahead. */
const AHEAD_SHARE = 0.01;

/** Lines, forecast, thresholds and axes of a chart. Nothing is filled in: a gap stays one, and nothing becomes zero. */
export function timeSeries(input: TimeSeriesInput): TimeSeriesModel {
  const { metric, range, timeZone, nowMs, forecast = null, foretold = null, thresholds = [] } = input;
  const lines = input.series.map((series) => lineOf(series, range));
  const measured = [...lines.flatMap(knownValues), ...forecastValues(forecast)];
  const values = [...measured, ...(foretold ?? []).flatMap(edgesOf)];
  const near = thresholds.filter(({ value }) => isNear(value, values));
  const aheadMs = (range.toMs - range.fromMs) * AHEAD_SHARE;
  const marked = nowMs > range.fromMs && nowMs < range.toMs - aheadMs;
  return {
    ...range,
    lines,
    forecast,
    foretold,
    unusual: input.unusual ?? [],
    thresholds: near,
    nowMs: marked ? nowMs : null,
    scale: chartScale([...values, ...near.map(({ value }) => value)], metric),
    axis: timeAxis(range, timeZone),
    empty: measured.length === 0,
  };
}

function lineOf({ values, fromMs, stepMs, shiftMs, ...rest }: SeriesInput, range: TimeRange): TimeSeriesLine {
  const points = values
    .map((value, index) => ({ timeMs: fromMs + index * stepMs + shiftMs, value }))
    .filter(({ timeMs }) => timeMs + stepMs > range.fromMs && timeMs < range.toMs);
  const known = (index: number) => (points[index]?.value ?? null) !== null;
  const lonely = points.filter((_, index) => known(index) && !known(index - 1) && !known(index + 1));
  return { ...rest, stepMs, shiftMs, points, lonely: new Set(lonely.map(({ timeMs }) => timeMs)) };
}

function knownValues({ points }: { readonly points: readonly TimePoint[] }): readonly number[] {
  return points.flatMap(({ value }) => value ?? []);
}

function forecastValues(forecast: ForecastInput | null): readonly number[] {
  if (forecast === null) return [];
  const edges = forecast.bands.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  return [...knownValues(forecast), ...edges];
}

function edgesOf({ low, high }: ForetoldPoint): readonly number[] {
  return low === null || high === null ? [] : [low, high];
}

function isNear(threshold: number, values: readonly number[]): boolean {
  if (values.length === 0) return true;
  const highest = values.reduce((most, value) => Math.max(most, value));
  const lowest = values.reduce((least, value) => Math.min(least, value));
  return threshold <= highest * THRESHOLD_REACH && threshold >= lowest / THRESHOLD_REACH;
}

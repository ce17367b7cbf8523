import type { ForecastContract } from "@/lib/contracts/forecast";
import type { ForecastMetric, ForecastStep } from "@/lib/domain/forecast";
import { DAY_MS, SECOND_MS } from "@/lib/domain/window";
import { knotsInside, type Knot } from "./chart-knots";
import { plainRange, plainText } from "./format-number";
import type { ChartMetric, ChartMetricId } from "./history-metric";
import type { TimeRange } from "./time-range";
import type { BandPoint, ForecastInput, TimePoint } from "./time-series";

/** A chart that ends now goes on by this share of its span where a forecast is known. */
const AHEAD_SHARE = 1 / 3;
/** Longer charts show days. */
const HOURS_UNTIL_MS = 31 * DAY_MS;
const HALF = 0.5;

/** What of a chart is forecast, and by which step; null: nothing, beside siblings it would crowd. */
export function forecastOfChart(
  { metric, siblings }: { readonly metric: ChartMetricId; readonly siblings: readonly string[] },
  { fromMs, toMs }: TimeRange,
): { readonly metric: ForecastMetric; readonly step: ForecastStep } | null {
  return siblings.length > 0 ? null : { metric, step: toMs - fromMs <= HOURS_UNTIL_MS ? "1h" : "1d" };
}

/** The range with what lies ahead; of one that a forecast says nothing about it stays. */
export function withAhead(range: TimeRange, forecast: ForecastContract | null): TimeRange {
  if (forecast === null || forecast.from === null) return range;
  const endMs = Date.parse(forecast.from) + forecast.median.length * forecast.step_seconds * SECOND_MS;
  const toMs = Math.min(endMs, range.toMs + (range.toMs - range.fromMs) * AHEAD_SHARE);
  return toMs > range.toMs ? { ...range, toMs } : range;
}

/**
 * A forecast as a chart draws it. A value is of a whole step: it stands in its middle, and the first one from the step's start
 * on. At the range's ends the lines are cut, not the steps. null: nothing of it is inside.
 */
export function chartForecast(forecast: ForecastContract, range: TimeRange): ForecastInput | null {
  const knots = knotsInside(knotsOf(forecast), range);
  if (knots.length < 2) return null;
  const band = (share: number, low: 1 | 3, high: 2 | 4) => ({
    share,
    points: knots.map(({ timeMs, values }): BandPoint => ({ timeMs, low: values[low], high: values[high] })),
  });
  return {
    points: knots.map(({ timeMs, values }): TimePoint => ({ timeMs, value: values[0] })),
    bands: [band(0.95, 3, 4), band(0.8, 1, 2)],
  };
}

/** Median, then the ends of both bands. */
function knotsOf({ from, step_seconds, ...columns }: ForecastContract): readonly Knot[] {
  if (from === null) return [];
  const [startMs, stepMs] = [Date.parse(from), step_seconds * SECOND_MS];
  const middles = columns.median.map((median, step): Knot => ({
    timeMs: startMs + (step + HALF) * stepMs,
    values: [
      median,
      columns.lower_80[step],
      columns.upper_80[step],
      columns.lower_95[step],
      columns.upper_95[step],
    ],
  }));
  return middles.length === 0 ? [] : [{ timeMs: startMs, values: middles[0].values }, ...middles];
}

/** What is expected at the chart's end, and how far such forecasts were off. */
export function forecastWords(
  drawn: ForecastInput,
  { backtest }: ForecastContract,
  { metric, moment }: { readonly metric: ChartMetric; readonly moment: (timeMs: number) => string },
): string {
  const text = (value: number) => plainText(metric.format(value));
  const last = drawn.points[drawn.points.length - 1];
  const { low, high } = drawn.bands[1].points[drawn.bands[1].points.length - 1];
  const range = plainRange(metric.format(low), metric.format(high));
  const off =
    backtest === null
      ? ""
      : `; on its own past this was off by ${text(backtest.mean_absolute_error)} on average`;
  return `Expected at ${moment(last.timeMs)}: ${text(last.value ?? 0)}, in 80 of 100 cases ${range}${off}.`;
}

/** What a history lacks for a forecast; null: nothing. */
export function lackWords({ insufficient_history: lacks, step }: ForecastContract): string | null {
  if (lacks === null) return null;
  const word = step === "1h" ? "hours" : "days";
  return `No forecast yet: it needs ${lacks.need_steps} ${word} of history, ${lacks.have_steps} are known.`;
}

import type { ForecastContract } from "@/lib/contracts/forecast";
import type { ForecastAccuracyResponse } from "@/lib/contracts/forecast-accuracy";
import type { MetricsHistoriesContract } from "@/lib/contracts/metrics-histories";
import { chartForetold, foretoldWords } from "./chart-foretold";
import { chartForecast, forecastWords, lackWords } from "./chart-forecast";
import type { ChartMetric } from "./history-metric";
import { panelSeries } from "./panel-series";
import type { RegionNames } from "./region-name";
import { seriesSummary } from "./series-summary";
import type { TimeRange } from "./time-range";
import { timeSeries, type Threshold, type TimeSeriesModel } from "./time-series";
import type { Compare } from "./view";

interface PanelInput {
  readonly metric: ChartMetric;
  readonly now: MetricsHistoriesContract;
  readonly then: MetricsHistoriesContract | null;
  /** null: nothing is forecast. */
  readonly expected: ForecastContract | null;
  /** What had been forecast of the past that is shown; null: nothing is known of it. */
  readonly accuracy: ForecastAccuracyResponse | null;
  readonly compare: Compare;
  readonly shiftMs: number | null;
  readonly region: string | null;
  readonly nameOf: RegionNames;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly nowMs: number;
  readonly thresholds: readonly Threshold[];
}

/** What a panel draws, and says in words. */
export function drawnPanel(input: PanelInput): { readonly model: TimeSeriesModel; readonly summary: string } {
  const { metric, expected, accuracy, compare, range, timeZone, nowMs, thresholds } = input;
  const forecast = expected === null ? null : chartForecast(expected, range);
  const foretold = accuracy === null ? null : chartForetold(accuracy.data, range);
  const series = panelSeries(input);
  const model = timeSeries({ metric, range, timeZone, nowMs, series, forecast, foretold, thresholds });
  const { moment } = model.axis;
  const words = [
    seriesSummary(model, { metric, compare, thresholds }),
    expected === null || forecast === null ? null : forecastWords(forecast, expected, { metric, moment }),
    expected === null || model.empty ? null : lackWords(expected),
    accuracy === null || model.empty ? null : foretoldWords(accuracy.data, accuracy.meta.missing),
  ];
  return { model, summary: words.filter((part) => part !== null).join(" ") };
}

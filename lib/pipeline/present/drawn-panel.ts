import type { AnomalyContract } from "@/lib/contracts/anomaly";
import type { ForecastContract } from "@/lib/contracts/forecast";
import type { ForecastAccuracyResponse } from "@/lib/contracts/forecast-accuracy";
import type { MetricsHistoriesContract } from "@/lib/contracts/metrics-histories";
import { chartForetold, foretoldWords } from "./chart-foretold";
import { chartForecast, forecastWords, lackWords } from "./chart-forecast";
import { judgedOfChart, unusualSpans, unusualWords } from "./chart-unusual";
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
  /** Of the region and of its services, of this time. */
  readonly anomalies: readonly AnomalyContract[];
  readonly compare: Compare;
  readonly shiftMs: number | null;
  readonly region: string | null;
  readonly service: string | null;
  readonly nameOf: RegionNames;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly nowMs: number;
  readonly thresholds: readonly Threshold[];
}

/** What a panel draws, and says in words. */
export function drawnPanel(input: PanelInput): { readonly model: TimeSeriesModel; readonly summary: string } {
  const { metric, expected, accuracy, compare, range, timeZone, nowMs, thresholds } = input;
  const unusual = unusualOf(input);
  const forecast = expected === null ? null : chartForecast(expected, range);
  const foretold = accuracy === null ? null : chartForetold(accuracy.data, range);
  const series = panelSeries(input);
  const model = timeSeries({
    metric,
    range,
    timeZone,
    nowMs,
    series,
    forecast,
    foretold,
    thresholds,
    unusual,
  });
  const { moment } = model.axis;
  const words = [
    seriesSummary(model, { metric, compare, thresholds }),
    model.empty ? null : unusualWords(unusual, moment),
    expected === null || forecast === null ? null : forecastWords(forecast, expected, { metric, moment }),
    expected === null || model.empty ? null : lackWords(expected),
    accuracy === null || model.empty ? null : foretoldWords(accuracy.data, accuracy.meta.missing),
  ];
  return { model, summary: words.filter((part) => part !== null).join(" ") };
}

/** Of the panel's own figure in its own place: what it is compared with is not meant. */
function unusualOf({ metric, region, service, anomalies, range, nowMs }: PanelInput) {
  const judged = judgedOfChart({ metric: metric.id, region });
  if (judged === null || region === null) return [];
  return unusualSpans(
    anomalies,
    { metric: judged, region, service },
    range,
    nowMs === 0 ? range.toMs : nowMs,
  );
}

import type { MetricsHistoriesContract } from "@/lib/contracts/metrics-histories";
import type { MetricHistories, MetricSeries } from "@/lib/domain/metric-history";
import { SECOND_MS } from "@/lib/domain/window";
import { historyUnit } from "./metrics-history-answer";
import type { RestAnswer } from "./rest-answer";
import { isoOf, percentOf } from "./rest-value";

/**
 * GET metrics/histories.
 * @param nowMs the last step may end later
 */
export function metricsHistoriesAnswer(
  histories: MetricHistories,
  nowMs: number,
): RestAnswer<MetricsHistoriesContract> {
  const { fromMs, toMs, stepMs, tier, demo, series } = histories;
  const newest = series.map(newestKnown);
  const last = Math.max(...newest);
  return {
    data: {
      from: isoOf(fromMs),
      to: isoOf(toMs),
      tier,
      step_seconds: stepMs / SECOND_MS,
      series: series.map(presentSeries),
    },
    asOfMs: last < 0 ? null : Math.min(fromMs + (last + 1) * stepMs, nowMs),
    demo,
    missing: series.flatMap((one, index) => (newest[index] < 0 ? [nothingOf(one, index)] : [])),
  };
}

/** Position of the newest known value; -1: none is. */
function newestKnown({ columns }: MetricSeries): number {
  return columns.value.findLastIndex((value) => !Number.isNaN(value));
}

/** Digits that no chart shows would double the answer. */
const DECIMALS = 1e6;
const RATIO_DECIMALS = 1e9;

function rounded(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS;
}

function roundedRatio(value: number): number {
  return Math.round(value * RATIO_DECIMALS) / RATIO_DECIMALS;
}

function presentSeries(series: MetricSeries): MetricsHistoriesContract["series"][number] {
  const { metric, region, service, columns } = series;
  const unit = historyUnit(series);
  const round = unit === "ratio" ? roundedRatio : rounded;
  const values = Array.from(columns.value, (value) => {
    if (Number.isNaN(value)) return null;
    return round(unit === "percent" ? percentOf(value) : value);
  });
  return { metric, unit, region, service, values };
}

function nothingOf({ metric, region, service }: MetricSeries, index: number) {
  return {
    field: `series.${index}.values`,
    reason: "no-data",
    remedy: `Nothing of ${metric} was received in this span; the ingest page lists what arrives.`,
    ...(region === null ? {} : { region }),
    ...(service === null ? {} : { service }),
  } as const;
}

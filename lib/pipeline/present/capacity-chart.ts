import type { CapacityRegionContract, DayFiguresContract } from "@/lib/contracts/capacity-forecast";
import type { Resource } from "@/lib/domain/health";
import { DAY_MS } from "@/lib/domain/window";
import { plainRange, plainText } from "./format-number";
import { chartMetric, type ChartMetric, type ChartMetricId } from "./history-metric";
import { timeSeries, type ForecastInput, type TimeSeriesModel } from "./time-series";

/** A day's value stands in its middle. */
const NOON_MS = DAY_MS / 2;

/** What the chart shows of a region. */
export type CapacityFigure = Resource | "load";

const METRIC: Readonly<Record<CapacityFigure, ChartMetricId>> = {
  load: "requests_per_second",
  cpu: "cpu",
  memory: "memory",
  disk: "disk",
  connections: "connection_utilization",
};

export interface CapacityChart {
  readonly metric: ChartMetric;
  readonly model: TimeSeriesModel;
  readonly summary: string;
}

/** The busiest hour of each day: what was, what is planned for with its band, and the target; null: nothing is known. */
export function capacityChart(
  region: CapacityRegionContract,
  figure: CapacityFigure,
  nowMs: number,
): CapacityChart | null {
  const days = figure === "load" ? region.load : region.utilization[figure];
  const metric = chartMetric(METRIC[figure]);
  const starts = [days.measured.from, days.expected.from].flatMap((from) =>
    from === null ? [] : [Date.parse(from)],
  );
  if (starts.length === 0) return null;
  const target = region.runway.find(({ resource }) => resource === figure)?.target ?? null;
  const measuredMs = Date.parse(days.measured.from ?? days.expected.from ?? "");
  const model = timeSeries({
    metric,
    range: { fromMs: Math.min(...starts), toMs: endOf(days) },
    timeZone: "UTC", // a day of the plan is one of UTC
    nowMs,
    series: [
      {
        ...{ id: "measured", label: "Measured", role: "main", shiftMs: 0 },
        ...{ fromMs: measuredMs + NOON_MS, stepMs: DAY_MS, values: days.measured.peak },
      },
    ],
    forecast: forecastOf(days),
    thresholds:
      target === null ? [] : [{ value: target, label: `target ${plainText(metric.format(target))}` }],
  });
  return { metric, model, summary: summaryOf(days, metric, target) };
}

function endOf({ measured, expected }: DayFiguresContract): number {
  const end = (from: string | null, count: number) => (from === null ? 0 : Date.parse(from) + count * DAY_MS);
  return Math.max(end(measured.from, measured.peak.length), end(expected.from, expected.median.length));
}

/** It begins where the last day that is over ended. */
function forecastOf({ measured, expected }: DayFiguresContract): ForecastInput | null {
  if (expected.from === null) return null;
  const fromMs = Date.parse(expected.from) + NOON_MS;
  const timeOf = (day: number) => fromMs + day * DAY_MS;
  const isNext =
    measured.from !== null && Date.parse(measured.from) + measured.peak.length * DAY_MS + NOON_MS === fromMs;
  const last = isNext ? (measured.peak.at(-1) ?? null) : null;
  const start = { timeMs: timeOf(-1), value: last };
  const points = expected.median.map((value, day) => ({ timeMs: timeOf(day), value }));
  return {
    points: last === null ? points : [start, ...points],
    bands: [
      {
        share: 0.8,
        points: [
          ...(last === null ? [] : [{ timeMs: timeOf(-1), low: last, high: last }]),
          ...bandOf(expected, timeOf),
        ],
      },
    ],
  };
}

function bandOf(expected: DayFiguresContract["expected"], timeOf: (day: number) => number) {
  return expected.lower_80.map((low, day) => ({ timeMs: timeOf(day), low, high: expected.upper_80[day] }));
}
function summaryOf({ measured, expected }: DayFiguresContract, metric: ChartMetric, target: number | null) {
  const text = (value: number) => plainText(metric.format(value));
  const newest = measured.peak.findLast((value) => value !== null) ?? null;
  const was = newest === null ? "Nothing was measured." : `Newest day ${text(newest)} in its busiest hour.`;
  const last = expected.median.length - 1;
  const aim = target === null ? "" : ` The target is ${text(target)}.`;
  if (last < 0) return `${was} Nothing is known of the days ahead yet.${aim}`;
  const range = plainRange(metric.format(expected.lower_80[last]), metric.format(expected.upper_80[last]));
  return `${was} After ${last} days ${text(expected.median[last])}, in 80 of 100 cases ${range}.${aim}`;
}

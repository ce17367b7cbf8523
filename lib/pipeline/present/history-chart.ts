import type { MetricsHistoryContract } from "@/lib/contracts/metrics-history";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { chartScale, timeTicks, type ChartScale } from "./chart-domain";
import { formatDuration } from "./format-age";
import { plainText } from "./format-number";
import { formatShortClock } from "./format-time";
import type { ChartMetric } from "./history-metric";

export interface ChartPoint {
  readonly timeMs: number;
  /** null is a gap and is drawn as one. */
  readonly value: number | null;
}
export interface ChartTableRow {
  readonly timeMs: number;
  readonly time: string;
  readonly text: string;
}
export interface HistoryChartModel {
  readonly points: readonly ChartPoint[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly scale: ChartScale;
  readonly timeTicksMs: readonly number[];
  /** What the line says, in words. */
  readonly summary: string;
  readonly table: readonly ChartTableRow[];
  readonly empty: boolean;
}

const TICK_EVERY_MS = 10 * MINUTE_MS;
const TABLE_EVERY_MS = 5 * MINUTE_MS;

/** A history as a line, as a sentence and as a table. The sentence and table hold what the line shows. */
export function historyChart(
  history: MetricsHistoryContract,
  metric: ChartMetric,
  timeZone: string,
): HistoryChartModel {
  const points = history.points.map(({ timestamp, value }) => ({ timeMs: Date.parse(timestamp), value }));
  const known = points.filter((point): point is Known => point.value !== null);
  const stepMs = history.step_seconds * SECOND_MS;
  const fromMs = Date.parse(history.from);
  const toMs = Date.parse(history.to);
  return {
    points,
    fromMs,
    toMs,
    scale: chartScale(
      known.map((point) => point.value),
      metric,
    ),
    timeTicksMs: timeTicks(fromMs, toMs, TICK_EVERY_MS),
    summary: summaryOf(known, points.length - known.length, { metric, timeZone, stepMs }),
    table: tableOf(points, metric, timeZone),
    empty: known.length === 0,
  };
}

type Known = ChartPoint & { readonly value: number };

function summaryOf(
  known: readonly Known[],
  gaps: number,
  { metric, timeZone, stepMs }: { metric: ChartMetric; timeZone: string; stepMs: number },
): string {
  if (known.length === 0) return "Nothing was received in the last hour.";
  const text = (point: Known) => plainText(metric.format(point.value));
  const at = (point: Known) => `${text(point)} at ${formatShortClock(point.timeMs, timeZone)}`;
  const lowest = known.reduce((best, point) => (point.value < best.value ? point : best));
  const highest = known.reduce((best, point) => (point.value > best.value ? point : best));
  const missing = gaps === 0 ? "" : `; no data for ${formatDuration(gaps * stepMs)}`;
  return `Newest ${text(known[known.length - 1])}; lowest ${at(lowest)}, highest ${at(highest)}${missing}.`;
}

function tableOf(
  points: readonly ChartPoint[],
  metric: ChartMetric,
  timeZone: string,
): readonly ChartTableRow[] {
  return points
    .filter((point) => point.timeMs % TABLE_EVERY_MS === 0)
    .map((point) => ({
      timeMs: point.timeMs,
      time: formatShortClock(point.timeMs, timeZone),
      text: point.value === null ? "no data" : plainText(metric.format(point.value)),
    }))
    .reverse();
}

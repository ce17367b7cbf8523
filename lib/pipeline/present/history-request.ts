import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { chartMetric, chartPoints, type ChartMetricId } from "./history-metric";
import { dependsOnZone, readRange, type TimeRange, type TimeReading } from "./time-range";
import { compareShiftMs, type Compare, type Refresh, type ViewModel } from "./view";

/** Which histories a chart needs; the texts of its range, so that one that moves is the same request all along. */
export interface HistoryRequest {
  readonly metric: ChartMetricId;
  /** A series for each; null: one of the whole platform. */
  readonly regions: readonly string[] | null;
  readonly service: string | null;
  readonly fromText: string;
  readonly toText: string;
  /** null: the texts mean the same in every zone. */
  readonly timeZone: string | null;
  /** So much earlier: what a range is compared with. */
  readonly compare: Compare;
}

interface HistoryPlace {
  readonly metric: ChartMetricId;
  readonly region: string | null;
  readonly service: string | null;
  readonly siblings: readonly string[];
}

/** What a chart of a place asks for in a view; siblings come in the same answer, after the region itself. */
export function historyRequest(
  { metric, region, service, siblings }: HistoryPlace,
  { fromText, toText, timeZone }: Pick<ViewModel, "fromText" | "toText" | "timeZone">,
): HistoryRequest {
  const named = region === null ? siblings : [region, ...siblings.filter((code) => code !== region)];
  return {
    metric,
    regions: named.length === 0 ? null : named,
    service,
    fromText,
    toText,
    timeZone: dependsOnZone(fromText) || dependsOnZone(toText) ? timeZone : null,
    compare: "none",
  };
}

/** The same of the span that the range is compared with: of the place alone, without its siblings. */
export function comparedRequest(request: HistoryRequest, compare: Compare, timeZone: string): HistoryRequest {
  return { ...request, regions: request.regions?.slice(0, 1) ?? null, compare, timeZone };
}

/** When a request is of, at a moment. A view is only asked for when its texts could be read. */
export function requestedRange(request: HistoryRequest, reading: TimeReading): TimeRange {
  const { fromText, toText, compare } = request;
  const timeZone = request.timeZone ?? reading.timeZone;
  const range = readRange(fromText, toText, { ...reading, timeZone });
  if (range.kind === "unreadable") throw new Error(range.message);
  const shiftMs = compareShiftMs({ compare, range, timeZone }) ?? 0;
  return { fromMs: range.fromMs - shiftMs, toMs: range.toMs - shiftMs };
}

/** The query of `/metrics/histories` for a request. */
export function historySearch(request: HistoryRequest, range: TimeRange): string {
  const points = chartPoints(chartMetric(request.metric), range.toMs - range.fromMs);
  const search = new URLSearchParams({
    metrics: request.metric,
    from: new Date(range.fromMs).toISOString(),
    to: new Date(range.toMs).toISOString(),
    points: String(points),
  });
  if (request.regions !== null) search.set("regions", request.regions.join(","));
  if (request.service !== null) search.set("service", request.service);
  return search.toString();
}

/** When a chart is read again: with each cycle of figures, every so often, or not at all (both false). */
export interface RefreshPlan {
  readonly withFigures: boolean;
  readonly everyMs: number | false;
}

const INTERVAL_MS: Readonly<Record<Exclude<Refresh, "live" | "off">, number>> = {
  "10s": 10 * SECOND_MS,
  "30s": 30 * SECOND_MS,
  "1m": MINUTE_MS,
  "5m": 5 * MINUTE_MS,
};
/** One more window of 10 s is seen on a chart of so long; on a longer one it is less than a pixel. */
const FIGURES_UNTIL_MS = 3 * HOUR_MS;
const MINUTES_UNTIL_MS = 25 * HOUR_MS;

export function refreshPlan({
  live,
  refresh,
  range,
}: Pick<ViewModel, "live" | "refresh" | "range">): RefreshPlan {
  if (!live || refresh === "off") return { withFigures: false, everyMs: false };
  if (refresh !== "live") return { withFigures: false, everyMs: INTERVAL_MS[refresh] };
  const spanMs = range.toMs - range.fromMs;
  if (spanMs <= FIGURES_UNTIL_MS) return { withFigures: true, everyMs: false };
  return { withFigures: false, everyMs: spanMs <= MINUTES_UNTIL_MS ? MINUTE_MS : 5 * MINUTE_MS };
}

import type {
  HistoryPointContract,
  HistoryUnitContract,
  MetricsHistoryContract,
} from "@/lib/contracts/metrics-history";
import type { HistoryPoint, HistorySubject, HistoryUnit, MetricHistory } from "@/lib/domain/metric-history";
import { SECOND_MS } from "@/lib/domain/window";
import type { RestAnswer } from "./rest-answer";
import { isoOf, percentOf } from "./rest-value";

const UNITS: Readonly<Record<HistoryUnit, HistoryUnitContract>> = {
  "per-second": "per_second",
  ratio: "percent",
  count: "count",
  ms: "ms",
  "currency-per-second": "currency_per_second",
};
/** The contract has this one ratio as it is; every other one is in per cent. */
const KEPT_RATIO = "error_rate";

/**
 * GET metrics/history.
 * @param nowMs the last step may end later
 */
export function metricsHistoryAnswer(
  history: MetricHistory,
  nowMs: number,
): RestAnswer<MetricsHistoryContract> {
  const unit = historyUnit(history);
  const newest = history.points.findLast(isKnown);
  const data = {
    metric: history.metric,
    unit,
    region: history.region,
    service: history.service,
    from: isoOf(history.fromMs),
    to: isoOf(history.toMs),
    tier: history.tier,
    step_seconds: history.stepMs / SECOND_MS,
    points: history.points.map((point) => presentPoint(point, unit)),
  };
  return {
    data,
    asOfMs: newest === undefined ? null : Math.min(newest.timeMs + history.stepMs, nowMs),
    demo: history.demo,
    missing: newest === undefined ? [NOTHING_RECEIVED] : [],
  };
}

/** The contract's unit of a series' values. */
export function historyUnit({ metric, unit }: Pick<HistorySubject, "metric" | "unit">): HistoryUnitContract {
  return metric === KEPT_RATIO ? "ratio" : UNITS[unit];
}

const NOTHING_RECEIVED = {
  field: "points.value",
  reason: "no-data",
  remedy: "Nothing of this metric was received in this span; the ingest page lists what arrives.",
} as const;

function isKnown(point: HistoryPoint): boolean {
  return point.value !== null || point.p99 !== null;
}

function presentPoint(point: HistoryPoint, unit: HistoryUnitContract): HistoryPointContract {
  const scaled = unit === "percent" ? percentOf : (value: number | null) => value;
  return {
    timestamp: isoOf(point.timeMs),
    value: scaled(point.value),
    min: scaled(point.min),
    max: scaled(point.max),
    latency_p50: point.p50,
    latency_p95: point.p95,
    latency_p99: point.p99,
  };
}

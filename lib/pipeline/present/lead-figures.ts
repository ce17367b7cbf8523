import type { ExecutiveDashboardResponse } from "@/lib/contracts/executive-dashboard";
import type { GlobalMetricsResponse } from "@/lib/contracts/global-metrics";
import type { RiskMethod } from "@/lib/domain/business-snapshot";
import { DAY_MS, SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
import { figureModel, missingModel, type FigureModel } from "./figure-model";
import { formatMoney, formatMoneyRange } from "./format-money";
import {
  formatAvailability,
  formatCount,
  formatMs,
  formatPerSecond,
  formatScore,
  plainText,
  THIN_SPACE,
  type FormattedValue,
} from "./format-number";
import { compareLastWeek, type ComparedFigure, type Comparison } from "./last-week";

/** Of the built-in objective: while there is no answer of the present one. */
const DEFAULT_WINDOW_DAYS = 30;
const P99 = 99;
const PERCENT_DIGITS = 6;

interface Answers {
  readonly global: GlobalMetricsResponse;
  readonly executive: ExecutiveDashboardResponse;
  /** IANA; comparisons name an hour of it. */
  readonly timeZone: string;
}

/** The figures that come first. */
export function leadFigures(answers: Answers): readonly FigureModel[] {
  const { global } = answers;
  const world = global.data;
  const missing = (field: keyof typeof world) => missingModel(field, global.meta.missing);
  return [
    figureModel({
      id: "activeUsers",
      label: "Active users",
      value: world.active_users,
      format: formatCount,
      missing: missing("active_users"),
      comparison: compared(answers, "active_users", world.active_users, { format: formatCount, by: "share" }),
    }),
    figureModel({
      id: "requests",
      label: "Requests",
      value: world.total_requests_per_second,
      format: formatPerSecond,
      missing: missing("total_requests_per_second"),
      note: labelled("answered", world.throughput, formatPerSecond),
      comparison: compared(answers, "requests_per_second", world.total_requests_per_second, {
        format: formatPerSecond,
        by: "share",
      }),
    }),
    availabilityFigure(answers),
    figureModel({
      id: "latency",
      label: "Latency p99",
      value: world.global_latency_p99,
      format: formatMs,
      missing: missing("global_latency_p99"),
      note: latencyNote(answers),
      comparison: compared(answers, "latency_p99", world.global_latency_p99, { format: formatMs, by: "ms" }),
    }),
    riskFigure(answers),
    satisfactionFigure(answers),
  ];
}

function comparedExecutive(
  { executive, timeZone }: Answers,
  field: "system_availability" | "revenue_impact",
  how: Pick<ComparedFigure, "format" | "by">,
): Comparison | null {
  const { last_week: lastWeek, [field]: now } = executive.data;
  if (lastWeek === null) return null;
  const at = { timeMs: Date.parse(lastWeek.timestamp), timeZone };
  return compareLastWeek({ now, before: lastWeek[field], ...how }, at);
}

type LastWeek = NonNullable<GlobalMetricsResponse["data"]["last_week"]>;

function compared(
  { global, timeZone }: Answers,
  field: Exclude<keyof LastWeek, "timestamp">,
  now: number | null,
  how: Pick<ComparedFigure, "format" | "by">,
): Comparison | null {
  const lastWeek = global.data.last_week;
  if (lastWeek === null) return null;
  const at = { timeMs: Date.parse(lastWeek.timestamp), timeZone };
  return compareLastWeek({ now, before: lastWeek[field], ...how }, at);
}

/** Over the objective's window, with what is promised and what is left of the budget; says so while there is less data than that. */
function availabilityFigure(answers: Answers): FigureModel {
  const { executive } = answers;
  const { data } = executive;
  const coveredSeconds = data.system_availability_window_seconds;
  const coveredMs = coveredSeconds === null ? null : coveredSeconds * SECOND_MS;
  const windowSeconds = data.availability_objective_window_seconds;
  const windowDays = windowSeconds === null ? DEFAULT_WINDOW_DAYS : (windowSeconds * SECOND_MS) / DAY_MS;
  const short = coveredMs !== null && coveredMs < windowDays * DAY_MS;
  const parts = [
    objectiveNote(data.availability_objective),
    budgetNote(data.error_budget_left),
    short ? `${formatDuration(coveredMs)} so far` : null,
  ];
  return figureModel({
    id: "availabilityLong",
    label: `Availability, ${windowDays}${THIN_SPACE}d`,
    value: data.system_availability,
    format: formatAvailability,
    missing: missingModel("system_availability", executive.meta.missing),
    note: joined(parts),
    comparison: comparedExecutive(answers, "system_availability", {
      format: formatAvailability,
      by: "percent-points",
    }),
  });
}

function objectiveNote(percent: number | null): string | null {
  if (percent === null) return null;
  return `objective ${new Intl.NumberFormat("en", { maximumFractionDigits: PERCENT_DIGITS }).format(percent)}`;
}

function budgetNote(leftPercent: number | null): string | null {
  if (leftPercent === null) return null;
  const spent = Math.round(100 - leftPercent);
  return leftPercent < 0
    ? `budget overspent: ${spent}${THIN_SPACE}% used`
    : `${Math.floor(leftPercent)}${THIN_SPACE}% of budget left`;
}

function latencyNote({ global, executive }: Answers): string | null {
  const world = global.data;
  return joined([
    labelled("objective", executive.data.latency_p99_objective, formatMs),
    interpolationNote(world) ?? labelled("p50", world.global_latency_p50, formatMs),
  ]);
}

/** p99 is an estimate between two edges: which. */
function interpolationNote(world: GlobalMetricsResponse["data"]): string | null {
  if (!world.latency_interpolated) return null;
  const bound = world.latency_bounds.find(({ percentile }) => percentile === P99);
  if (!bound) return "interpolated";
  const low = plainText(formatMs(bound.low));
  return bound.high === null
    ? `interpolated, above ${low}`
    : `interpolated, ${low} to ${plainText(formatMs(bound.high))}`;
}

/** A range, never a point: what is surely at risk and what may be. */
function riskFigure(answers: Answers): FigureModel {
  const { data, meta } = answers.executive;
  const { revenue_impact_low: low, revenue_impact_high: high } = data;
  const { currency } = meta;
  const known = low !== null && high !== null && currency !== undefined;
  return figureModel({
    id: "revenueAtRisk",
    label: "Revenue at risk",
    value: known ? high : null,
    format: () => formatMoneyRange(low ?? 0, high ?? 0, currency ?? "", "min"),
    missing: missingModel("revenue_impact", meta.missing),
    note: known ? joined([rangeNote(high, data.revenue_impact_method), "line: revenue"]) : null,
    comparison: comparedExecutive(answers, "revenue_impact", {
      format: (amount) => formatMoney(amount, currency ?? "", "min"),
      by: "share",
    }),
  });
}

/** What the range is of: only against a forecast or earlier weeks it is one of chance. */
function rangeNote(high: number, method: RiskMethod | null): string {
  if (high <= 0) return "nothing above the usual";
  if (method === "configured") return "by configured revenue";
  return method === "mixed" ? "partly by configured revenue" : "80 % range";
}

/** What customers said; beside it the estimate that is made of latencies and errors, never in its place. */
function satisfactionFigure(answers: Answers): FigureModel {
  const { executive } = answers;
  const said = executive.data.customer_satisfaction_score;
  return figureModel({
    id: "satisfaction",
    label: "Satisfaction",
    value: said,
    format: formatScore,
    missing: missingModel("customer_satisfaction_score", executive.meta.missing),
    note: labelled("estimate by Apdex", executive.data.customer_satisfaction_estimate, formatScore),
    comparison: compared(answers, "customer_satisfaction_score", said, { format: formatScore, by: "points" }),
  });
}

function labelled(
  label: string,
  value: number | null,
  format: (value: number) => FormattedValue,
): string | null {
  return value === null ? null : `${label} ${plainText(format(value))}`;
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(" · ") || null;
}

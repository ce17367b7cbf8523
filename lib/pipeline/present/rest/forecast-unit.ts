import type { HistoryUnitContract } from "@/lib/contracts/metrics-history";
import type { ForecastMetric } from "@/lib/domain/forecast";
import { percentOf } from "./rest-value";

const UNITS: Readonly<Record<ForecastMetric, HistoryUnitContract>> = {
  requests_per_second: "per_second",
  active_users: "count",
  cpu: "percent",
  memory: "percent",
  disk: "percent",
  connection_utilization: "percent",
  connections: "count",
  latency_p99: "ms",
  revenue: "currency_per_second",
};
const DIGITS = 6;

/** The unit of a forecast metric in the REST contract, and how its values are told in it. */
export function forecastUnit(metric: ForecastMetric) {
  const unit = UNITS[metric];
  const scaled = unit === "percent" ? (value: number) => percentOf(value) : (value: number) => value;
  return { unit, scaled, told: (value: number) => Number(scaled(value).toPrecision(DIGITS)) };
}

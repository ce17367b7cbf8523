import type { ForecastMetric } from "@/lib/domain/forecast";
import { historyUnitOf } from "@/lib/domain/metric-history";
import { historyUnit } from "./metrics-history-answer";
import { percentOf } from "./rest-value";

const DIGITS = 6;

/** The unit of a forecast metric in the REST contract, that of its history, and how its values are told in it. */
export function forecastUnit(metric: ForecastMetric) {
  const unit = historyUnit({ metric, unit: historyUnitOf(metric) });
  const scaled = unit === "percent" ? (value: number) => percentOf(value) : (value: number) => value;
  return { unit, scaled, told: (value: number) => Number(scaled(value).toPrecision(DIGITS)) };
}

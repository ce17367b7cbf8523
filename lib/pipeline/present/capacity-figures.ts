import type { CapacityForecastContract, CapacityForecastResponse } from "@/lib/contracts/capacity-forecast";
import { formatMoney, plainMoneyText } from "./format-money";
import { formatCount, plainText, type FormattedValue } from "./format-number";

export interface CapacityFigureModel {
  readonly id: "users" | "traffic" | "servers" | "cost";
  readonly label: string;
  /** null: not known. */
  readonly value: FormattedValue | null;
  /** What belongs to it; without a value, why and what to do. */
  readonly note: string;
}

const growthFormat = new Intl.NumberFormat("en", { maximumFractionDigits: 1, signDisplay: "exceptZero" });

const percent = (value: number) => growthFormat.format(value).replace("-", "\u2212");

/** The figures that the plan begins with. */
export function capacityFigures({ data, meta }: CapacityForecastResponse): readonly CapacityFigureModel[] {
  const why = (field: string) => meta.missing.find((missing) => missing.field === field)?.remedy ?? "";
  const currency = meta.currency ?? "";
  return [
    { id: "users", label: "Users, growth", ...growth(data, "user", why) },
    { id: "traffic", label: "Traffic, growth", ...growth(data, "traffic", why) },
    { id: "servers", label: "Servers needed", ...servers(data, why) },
    { id: "cost", label: `Cost of ${data.forecast_horizon_days} days`, ...cost(data, currency, why) },
  ];
}

type Why = (field: string) => string;
type Said = Pick<CapacityFigureModel, "value" | "note">;

function growth(data: CapacityForecastContract, of: "user" | "traffic", why: Why): Said {
  const name = `predicted_${of}_growth` as const;
  const [value, low, high] = [data[name], data[`${name}_low`], data[`${name}_high`]];
  if (value === null || low === null || high === null) return { value: null, note: why(name) };
  return {
    value: { number: percent(value), unit: "%", exact: `${value} %` },
    note: `80 of 100 cases ${percent(low)} to ${percent(high)} %, against the same weekdays`,
  };
}

function servers(data: CapacityForecastContract, why: Why): Said {
  const { required_server_capacity: needed, required_server_capacity_high: high } = data;
  if (needed === null || high === null) return { value: null, note: why("required_server_capacity") };
  const there = data.regions.map((region) => region.servers);
  const now = there.every((count) => count !== null)
    ? `${plainText(formatCount(Math.round(there.reduce((sum, count) => sum + count, 0))))} in the last 24 h; `
    : "";
  return {
    value: formatCount(needed),
    note: `${now}with the loss of a region, up to ${plainText(formatCount(high))} in 95 of 100 cases`,
  };
}

function cost(data: CapacityForecastContract, currency: string, why: Why): Said {
  const { estimated_cost: amount, estimated_cost_low: low, estimated_cost_high: high } = data;
  if (amount === null || low === null || high === null) return { value: null, note: why("estimated_cost") };
  const today = data.cost_of_current_servers;
  const text = (money: number) => plainMoneyText(formatMoney(money, currency));
  const now = today === null ? "" : `; the servers of the last 24 h would cost ${text(today)}`;
  return {
    value: formatMoney(amount, currency),
    note: `${text(low)} by the median, up to ${text(high)} in 95 of 100 cases${now}`,
  };
}

import type { BusinessImpactContract, BusinessImpactResponse } from "@/lib/contracts/business-impact";
import type { BusinessFigureName } from "./explain-business";
import { missingModel, type MissingModel } from "./figure-model";
import { FALLBACK_CURRENCY, formatMoney, formatMoneyRange, plainMoneyText } from "./format-money";
import { formatCount, formatPercent, formatScore, THIN_SPACE, type FormattedValue } from "./format-number";

const MINUTES_A_DAY = 1_440;

/** Where somebody sets what a figure lacks. */
export interface SettingLink {
  readonly href: string;
  readonly label: string;
}

/** A business figure as a page draws it. Exactly one of `value` and `missing` is there. */
export interface BusinessRow {
  readonly id: BusinessFigureName;
  readonly label: string;
  readonly value: FormattedValue | null;
  readonly missing: MissingModel | null;
  /** null: it is sent, not set. */
  readonly setting: SettingLink | null;
  readonly note: string | null;
}

const BUSINESS: SettingLink = { href: "/settings/business", label: "Business settings" };
const DEPLOYMENTS: SettingLink = { href: "/settings/deployments", label: "Deployments" };
const PEERS: SettingLink = { href: "/settings/peers", label: "Peers" };

interface RowInput {
  readonly id: BusinessFigureName;
  readonly label: string;
  /** Its name in the answer. */
  readonly field: keyof BusinessImpactContract & string;
  readonly value: FormattedValue | null;
  readonly setting?: SettingLink;
  readonly note?: string | null;
}

/** Every figure of the business card. */
export function businessRows({ data, meta }: BusinessImpactResponse): readonly BusinessRow[] {
  const currency = meta.currency ?? FALLBACK_CURRENCY;
  return rowInputs(data, currency).map(({ id, label, field, value, setting, note }) => ({
    ...{ id, label, value, note: value === null ? null : (note ?? null), setting: setting ?? null },
    missing: value === null ? missingModel(field, meta.missing) : null,
  }));
}

function rowInputs(data: BusinessImpactContract, currency: string): readonly RowInput[] {
  return [...moneyInputs(data, currency), ...customerInputs(data), ...standingInputs(data)];
}

function moneyInputs(data: BusinessImpactContract, currency: string): readonly RowInput[] {
  const money = (amount: number | null, per?: string) =>
    amount === null ? null : formatMoney(amount, currency, per);
  const range = (low: number | null, high: number | null, per?: string) =>
    low === null || high === null ? null : formatMoneyRange(low, high, currency, per);
  return [
    {
      ...{ id: "revenue", label: "Revenue", field: "revenue_per_minute", setting: BUSINESS },
      value: money(data.revenue_per_minute, "min"),
      note: revenueNote(data, currency),
    },
    {
      ...{ id: "atRisk", label: "Revenue at risk", field: "revenue_at_risk", setting: BUSINESS },
      value: range(data.revenue_at_risk_low, data.revenue_at_risk_high, "min"),
      note: riskNote(data),
    },
    {
      ...{
        id: "downtime",
        label: `Downtime cost, 24${THIN_SPACE}h`,
        field: "system_downtime_cost",
        setting: BUSINESS,
      },
      value: range(data.system_downtime_cost_low, data.system_downtime_cost_high),
      note: minutesNote(data),
    },
    {
      ...{
        id: "slowness",
        label: `Slowness cost, 24${THIN_SPACE}h`,
        field: "performance_impact_on_revenue",
        setting: BUSINESS,
      },
      value: money(data.performance_impact_on_revenue),
      note: "estimate",
    },
    {
      ...{
        id: "costPerMillion",
        label: `Cost per 1${THIN_SPACE}M requests`,
        field: "cost_per_million_requests",
      },
      value: money(data.cost_per_million_requests),
      setting: BUSINESS,
      note: withoutNote(data.regions_without_price, "price"),
    },
    {
      ...{ id: "efficiency", label: "Cost efficiency", field: "cost_efficiency", setting: BUSINESS },
      value: data.cost_efficiency === null ? null : formatScore(data.cost_efficiency),
      note: "of 100",
    },
  ];
}

function customerInputs(data: BusinessImpactContract): readonly RowInput[] {
  const estimate = data.customer_satisfaction_estimate;
  return [
    {
      ...{ id: "users", label: "Users affected", field: "users_affected" },
      value: data.users_affected === null ? null : formatCount(data.users_affected),
      note: "estimate",
    },
    {
      ...{ id: "acquisition", label: "New customers", field: "customer_acquisition_rate" },
      value: data.customer_acquisition_rate === null ? null : perHour(data.customer_acquisition_rate),
    },
    {
      ...{ id: "retention", label: "Retained customers", field: "customer_retention_rate" },
      value: data.customer_retention_rate === null ? null : formatPercent(data.customer_retention_rate),
    },
    {
      ...{ id: "satisfaction", label: "Satisfaction", field: "customer_satisfaction_score" },
      value: data.customer_satisfaction_score === null ? null : formatScore(data.customer_satisfaction_score),
      note: estimate === null ? "measured" : `measured; estimate ${formatScore(estimate).number}`,
    },
  ];
}

function standingInputs(data: BusinessImpactContract): readonly RowInput[] {
  const { delivery, competition, competitive_performance_gap: gap } = data;
  const against = competition === null ? null : `against ${plainCountOf(competition.peers.length, "peer")}`;
  return [
    {
      ...{ id: "competition", label: "Against competitors", field: "competitive_advantage_score" },
      value: data.competitive_advantage_score === null ? null : formatScore(data.competitive_advantage_score),
      setting: PEERS,
      note: [against, gap === null ? null : gapText(gap)].filter((part) => part !== null).join("; ") || null,
    },
    {
      ...{ id: "delivery", label: "Delivery", field: "innovation_velocity", setting: DEPLOYMENTS },
      value: data.innovation_velocity === null ? null : formatScore(data.innovation_velocity),
      note:
        delivery === null
          ? null
          : `of 100, ${plainCountOf(delivery.keys.length, "key")} of DORA's four known`,
    },
  ];
}

function revenueNote(data: BusinessImpactContract, currency: string): string | null {
  const expected = data.revenue_expected_per_minute;
  if (data.revenue_source === "mixed") return "partly configured";
  if (data.revenue_source !== "measured") return data.revenue_source;
  return expected === null
    ? "measured"
    : `measured; ${plainMoneyText(formatMoney(expected, currency, "min"))} expected`;
}

function riskNote(data: BusinessImpactContract): string | null {
  const left = withoutNote(data.regions_without_revenue, "revenue");
  const how =
    data.revenue_at_risk_method === "configured" ? "by configured revenue" : counterfactualNote(data);
  return [how, left].filter((part) => part !== null).join("; ") || null;
}

function counterfactualNote(data: BusinessImpactContract): string | null {
  const weeks = data.revenue_history_weeks;
  const against = [
    ...(data.revenue_forecast_as_of === null ? [] : ["forecast of the day before"]),
    ...(weeks === null ? [] : [`${plainCountOf(weeks, "week")} compared`]),
  ];
  if (against.length === 0) return null;
  const kind = data.revenue_at_risk_method === "mixed" ? "partly by configured revenue" : "80 % range";
  return `${kind}, ${against.join(" or ")}`;
}

function minutesNote({ cost_minutes: minutes }: BusinessImpactContract): string | null {
  return minutes === null || minutes >= MINUTES_A_DAY
    ? null
    : `${formatCount(minutes).number} min known so far`;
}

/** A sum that lacks some regions says so. */
function withoutNote(regions: readonly string[], what: string): string | null {
  return regions.length === 0 ? null : `without ${plainCountOf(regions.length, "region")} of no ${what}`;
}

function gapText(percent: number): string {
  const { number } = formatPercent(Math.abs(percent));
  return `${number} % ${percent < 0 ? "slower" : "quicker"}`;
}

function perHour(value: number): FormattedValue {
  const { number, unit, exact } = formatCount(value);
  return { number, unit: `${unit}/h`, exact: `${exact} per hour` };
}

function plainCountOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

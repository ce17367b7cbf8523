import type { BusinessImpactContract, BusinessImpactResponse } from "@/lib/contracts/business-impact";
import { DORA_REPORT } from "@/lib/domain/delivery";
import type { Explanation } from "./explain-figure";
import { formatShortClock, formatShortDate } from "./format-time";
import { FALLBACK_CURRENCY, formatMoney, plainMoneyText } from "./format-money";

/** What stands behind a business figure's '?'. */
export interface BusinessExplanation extends Explanation {
  /** Measured, estimated or entered, and by whom. */
  readonly source: string;
  /** How this very value was made, where there are several ways. */
  readonly method?: string;
}

type Impact = BusinessImpactContract;

const NOW = "The last closed 60 s, or 2.5 times the sender's interval if that is longer";
const DAY = "The whole minutes of the last 24 h";
const DAY_OF_FIGURES = "The last 24 h";
const PER_CENT = 100;
const WEEKS = 4;

const ABOVE_USUAL =
  "above the usual share, which is that of the same hour last week, else of yesterday and today";

/** Each business figure's explanation; those that depend on how the value was made take the answer. */
const EXPLANATIONS = {
  revenue: (data: Impact): BusinessExplanation => ({
    formula: "Revenue that came ÷ minutes, all regions added; where none is sent, the configured amount",
    inputs: ["revenue", "revenue per minute (settings)"],
    window: NOW,
    source: revenueSource(data),
    ...(data.revenue_source === null ? {} : { method: data.revenue_source }),
  }),
  atRisk: (data: Impact, currency: string, timeZone: string): BusinessExplanation => ({
    formula:
      data.revenue_at_risk_method === "configured"
        ? `Expected revenue × requests failed (low end), and + requests frustrated × abandonment factor (high end), each ${ABOVE_USUAL}`
        : "What this minute of the week should bring − what came, never under 0; with the range in which 8 of 10 such minutes lie",
    inputs: ["revenue", "requests", "errors", "latency", "abandonment factor (settings)"],
    window: NOW,
    source: "Estimated",
    method: riskMethod(data, currency, timeZone),
    definition:
      "What a minute should bring is the forecast of it that was made a day before, which has learned nothing from what began since, with its 80 % band; until there is one, the median of the same minute of the last weeks, with 5 minutes on each side and a range as wide as those weeks differ (median absolute deviation)",
  }),
  downtime: (): BusinessExplanation => ({
    formula: "The low end of revenue at risk, minute by minute, added up; beside it the high end",
    inputs: ["revenue at risk"],
    window: DAY,
    source: "Estimated",
  }),
  slowness: (data: Impact): BusinessExplanation => ({
    formula: `Expected revenue × requests answered slower than 4 × the latency objective, ${ABOVE_USUAL} × abandonment factor, minute by minute, added up`,
    inputs: ["revenue at risk", "latency", "abandonment factor (settings)"],
    window: DAY,
    source: "Estimated",
    method: abandonment(data),
  }),
  users: (): BusinessExplanation => ({
    formula: `Active users of each region × share of requests failed or frustrated ${ABOVE_USUAL}, all regions added`,
    inputs: ["active_users", "requests", "errors", "latency"],
    window: NOW,
    source: "Estimated",
  }),
  costPerMillion: (): BusinessExplanation => ({
    formula: "Servers × price per server-hour ÷ requests × 1,000,000, over the regions whose price is known",
    inputs: ["servers", "requests", "price of a server-hour (settings)"],
    window: NOW,
    source: "Measured servers and requests × the price that was entered",
  }),
  efficiency: (): BusinessExplanation => ({
    formula:
      "Capacity in useful use ÷ capacity paid for: utilisation ÷ target of CPU or memory, whichever is nearer to its target, at most 100 %, weighted by cost",
    inputs: ["servers", "cpu", "memory", "price of a server-hour and target utilisation (settings)"],
    window: NOW,
    source: "Measured utilisation, against the target",
  }),
  delivery: (): BusinessExplanation => ({
    formula:
      "Mean of DORA's keys that are known, each 100 (elite), 75 (high), 50 (medium), 25 (low) or 0: the best cluster whose published figure it meets",
    inputs: ["production deployments and rollbacks"],
    window: "30 days, or as long as there are deployments",
    source: "Measured: deployments reported",
    definition: `${DORA_REPORT}. Its medium cluster fails less often than its high one, so no change-failure rate counts as medium`,
  }),
  acquisition: (): BusinessExplanation => ({
    formula: "New customers ÷ hours, all regions added",
    inputs: ["new_customers"],
    window: DAY_OF_FIGURES,
    source: "Measured: figures received",
  }),
  retention: (): BusinessExplanation => ({
    formula: "Mean of the retained shares that were sent",
    inputs: ["retained_customers"],
    window: DAY_OF_FIGURES,
    source: "Measured: figures received",
  }),
  satisfaction: (): BusinessExplanation => ({
    formula: "Mean of the satisfaction that is sent (0–1), × 100",
    inputs: ["satisfaction"],
    window: `${NOW}; of surveys that come more rarely, the last 24 h`,
    source: "Measured: what customers said. The estimate beside it is 100 × Apdex: nobody was asked",
  }),
  competition: (data: Impact): BusinessExplanation => ({
    formula:
      "50 + 50 × mean relative advantage, within 0–100: (median peer − ours) ÷ median peer of the time to first byte, (ours − median peer) ÷ median peer of the success",
    inputs: ["probes of our own address and of named peers", "benchmarks entered"],
    window: DAY_OF_FIGURES,
    source:
      data.competition === null ? "Probes and benchmarks" : `Against ${data.competition.peers.join(", ")}`,
  }),
} as const satisfies Record<
  string,
  (data: Impact, currency: string, timeZone: string) => BusinessExplanation
>;
export type BusinessFigureName = keyof typeof EXPLANATIONS;

/** How a business figure of an answer was made. */
export function businessExplanation(
  name: BusinessFigureName,
  { data, meta }: BusinessImpactResponse,
  timeZone: string,
): BusinessExplanation {
  return EXPLANATIONS[name](data, meta.currency ?? FALLBACK_CURRENCY, timeZone);
}

function revenueSource({ revenue_source: source }: Impact): string {
  if (source === "configured") return "Entered in the settings, not measured";
  return source === "mixed"
    ? "Measured where revenue is received, else entered"
    : "Measured: revenue received";
}

function riskMethod(data: Impact, currency: string, timeZone: string): string {
  const { revenue_at_risk_method: method } = data;
  if (method === null) return "None yet";
  const parts: string[] = [];
  if (method !== "configured") parts.push(...counterfactuals(data, timeZone));
  if (method !== "counterfactual") parts.push(`Configured revenue. ${abandonment(data)}`);
  if (data.revenue_expected_per_minute !== null)
    parts.push(`Expected ${plainMoneyText(formatMoney(data.revenue_expected_per_minute, currency, "min"))}`);
  return parts.join(". ");
}

function counterfactuals(data: Impact, timeZone: string): readonly string[] {
  const { revenue_history_weeks: weeks, revenue_forecast_as_of: madeAt } = data;
  const madeMs = madeAt === null ? null : Date.parse(madeAt);
  const byForecast =
    madeMs === null
      ? []
      : [
          `forecast made from what was known at ${formatShortClock(madeMs, timeZone)} on ${formatShortDate(madeMs, timeZone)}`,
        ];
  const byWeeks =
    weeks === null
      ? []
      : [
          `median of the same minute of the last ${WEEKS} weeks, of which ${weeks} were there to compare with`,
        ];
  const all = [...byForecast, ...byWeeks];
  return all.length === 0 ? [] : [`Counterfactual: ${all.join("; of other regions the ")}`];
}

function abandonment({ abandonment_factor: factor }: Impact): string {
  return factor === null
    ? "Abandonment factor not known"
    : `${Math.round(factor * PER_CENT)} % of frustrated users are taken to leave`;
}

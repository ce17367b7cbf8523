import type { AttentionItemContract } from "@/lib/contracts/executive-dashboard";
import { formatMoneyRange, plainMoneyText } from "./format-money";
import { formatCount, THIN_SPACE, type FormattedValue } from "./format-number";

/** What an item of the attention list says at its right edge, and where it leads. */
export interface AttentionModel {
  readonly href: string;
  /** A range a minute; null: not known. */
  readonly money: FormattedValue | null;
  /** "4.10 M users"; null: not known, or nobody. */
  readonly users: string | null;
}

/** `currency`: of the answer; undefined: it holds no money. */
export function attentionModel(item: AttentionItemContract, currency: string | undefined): AttentionModel {
  const { money_at_risk_low: low, money_at_risk_high: high, users_affected: users } = item;
  const known = low !== null && high !== null && currency !== undefined;
  return {
    href: hrefOf(item),
    money: known ? formatMoneyRange(low, high, currency, "min") : null,
    users: users === null || users < 1 ? null : `${plainUsers(users)} users`,
  };
}

/** What a prediction would cost if it comes true, and how that is made; null: not known. */
export function predictedCost(
  items: readonly AttentionItemContract[],
  predictionId: string,
  currency: string | undefined,
): { readonly text: string; readonly method: string } | null {
  const item = items.find(({ prediction }) => prediction?.id === predictionId);
  const ofIncidents = items.flatMap(({ incident }) => incident?.predictions ?? []);
  const cost = ofIncidents.find(({ id }) => id === predictionId) ?? item;
  if (cost === undefined || cost.money_method === null || currency === undefined) return null;
  const { money_at_risk_low: low, money_at_risk_high: high, money_method: method } = cost;
  if (low === null || high === null) return null;
  return { text: plainMoneyText(formatMoneyRange(low, high, currency, "min")), method };
}

function plainUsers(users: number): string {
  const { number, unit } = formatCount(users);
  return unit === "" ? number : `${number}${THIN_SPACE}${unit}`;
}

function hrefOf({ incident, region, service }: AttentionItemContract): string {
  if (incident !== null) return `/incidents/${encodeURIComponent(incident.id)}`;
  if (service !== null) {
    const page = `/services/${encodeURIComponent(service)}`;
    return region === null ? page : `${page}?region=${encodeURIComponent(region)}`;
  }
  return region === null ? "/regions" : `/regions/${encodeURIComponent(region)}`;
}

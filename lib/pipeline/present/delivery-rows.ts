import type { DeliveryKeyContract } from "@/lib/contracts/business-impact";
import { SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
import { formatPercent, plainText } from "./format-number";

const PER_CENT = 100;
const A_DAY = 1;
const WEEK_DAYS = 7;
const MONTH_DAYS = 30;

/** One of DORA's four keys as a page draws it. */
export interface DeliveryRow {
  readonly name: DeliveryKeyContract["name"];
  readonly label: string;
  readonly value: string;
  /** "Elite", "High", "Medium", "Low", or that it meets none. */
  readonly cluster: string;
}

const LABELS: Readonly<Record<DeliveryKeyContract["name"], string>> = {
  "deployment-frequency": "Deployment frequency",
  "lead-time": "Lead time for changes",
  "change-failure-rate": "Change failure rate",
  "recovery-time": "Recovery from a failure",
};
const NO_CLUSTER = "Below low";

/** The keys that are known, with their clusters. */
export function deliveryRows(keys: readonly DeliveryKeyContract[]): readonly DeliveryRow[] {
  return keys.map(({ name, value, cluster }) => ({
    name,
    label: LABELS[name],
    value: keyText(name, value),
    cluster: cluster === null ? NO_CLUSTER : cluster[0].toUpperCase() + cluster.slice(1),
  }));
}

function keyText(name: DeliveryKeyContract["name"], value: number): string {
  switch (name) {
    case "deployment-frequency":
      return frequencyText(value);
    case "change-failure-rate":
      return plainText(formatPercent(value * PER_CENT));
    case "lead-time":
    case "recovery-time":
      return formatDuration(value * SECOND_MS);
    default:
      return name satisfies never;
  }
}

/** In the unit that gives at least one. */
function frequencyText(perDay: number): string {
  const number = (value: number) =>
    new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(value);
  if (perDay >= A_DAY) return `${number(perDay)} a day`;
  if (perDay * WEEK_DAYS >= 1) return `${number(perDay * WEEK_DAYS)} a week`;
  return `${number(perDay * MONTH_DAYS)} a month`;
}

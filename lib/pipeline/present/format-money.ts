import { THIN_SPACE, type FormattedValue } from "./format-number";

/** What amounts are in where an answer names no currency. */
export const FALLBACK_CURRENCY = "USD";

const LOCALE = "en";
const COMPACT_FROM = 10_000;
const CENTS_UNDER = 100;
const SIGNIFICANT_DIGITS = 3;
const ROUGH_DIGITS = 2;
const ROUGH_COMPACT_FROM = 1_000;
const TEN = 10;

/** An amount of money: three digits from ten thousand on, cents under a hundred. `per`: such as "min". */
export function formatMoney(amount: number, currency: string, per?: string): FormattedValue {
  const exact = formatter(currency, {}).format(amount);
  const unit = per === undefined ? "" : `/${per}`;
  return {
    number: shortMoney(amount, currency),
    unit,
    exact: per === undefined ? exact : `${exact} per ${per}`,
  };
}

/** A range as a page says it: no more digits than an estimate has; one amount where both ends read the same. */
export function formatMoneyRange(low: number, high: number, currency: string, per?: string): FormattedValue {
  const [from, to] = [low, high].map((amount) => ({
    ...formatMoney(amount, currency, per),
    number: roughMoney(amount, currency),
  }));
  if (from.number === to.number) return { ...to, exact: `${from.exact} to ${to.exact}` };
  return { number: `${from.number}–${to.number}`, unit: to.unit, exact: `${from.exact} to ${to.exact}` };
}

/** As running text has it. */
export function plainMoneyText(value: FormattedValue): string {
  return value.unit === "" ? value.number : `${value.number}${THIN_SPACE}${value.unit}`;
}

function shortMoney(amount: number, currency: string): string {
  if (Math.abs(amount) >= COMPACT_FROM) {
    const digits = {
      maximumSignificantDigits: SIGNIFICANT_DIGITS,
      minimumSignificantDigits: SIGNIFICANT_DIGITS,
    };
    // A thousand is a small k, as the SI has it.
    return formatter(currency, { notation: "compact", ...digits })
      .format(amount)
      .replace(/K$/, "k");
  }
  const cents = Math.abs(amount) < CENTS_UNDER && !Number.isInteger(amount);
  const digits = cents ? 2 : 0;
  return formatter(currency, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount);
}

/** 1_945 → "$1.9k", 565.8 → "$570", 4.02 → "$4". */
function roughMoney(amount: number, currency: string): string {
  const rough = Math.abs(amount) < TEN ? Math.round(amount) : Number(amount.toPrecision(ROUGH_DIGITS));
  if (Math.abs(rough) < ROUGH_COMPACT_FROM)
    return formatter(currency, { maximumFractionDigits: 0 }).format(rough);
  return formatter(currency, { notation: "compact", maximumSignificantDigits: ROUGH_DIGITS })
    .format(rough)
    .replace(/K$/, "k");
}

function formatter(currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(LOCALE, { style: "currency", currency, ...options });
}

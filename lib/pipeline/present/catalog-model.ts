const LOCALE = "en";
const PER_CENT = 100;
/** A price per server-hour has small parts. */
const MONEY_DIGITS = 6;

const money = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: MONEY_DIGITS });
const share = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });

/** A configured amount of money, as it was entered. */
export function configuredMoney(amount: number): string {
  return money.format(amount);
}

/** A share of sessions: `12 %`. */
export function reachText(reach: number): string {
  return `${share.format(reach * PER_CENT)}\u2009%`;
}

const LOCALE = "en";
const PER_CENT = 100;
/** A price per server-hour has small parts. */
const MONEY_DIGITS = 6;
const PLACE_DIGITS = 2;

const money = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: MONEY_DIGITS });
const share = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const degrees = new Intl.NumberFormat(LOCALE, {
  minimumFractionDigits: PLACE_DIGITS,
  maximumFractionDigits: PLACE_DIGITS,
});

/** `53.35° N, 6.26° W`. */
export function placeText(latitude: number, longitude: number): string {
  const north = `${degrees.format(Math.abs(latitude))}° ${latitude < 0 ? "S" : "N"}`;
  return `${north}, ${degrees.format(Math.abs(longitude))}° ${longitude < 0 ? "W" : "E"}`;
}

/** A configured amount of money, as it was entered. */
export function configuredMoney(amount: number): string {
  return money.format(amount);
}

/** A share of sessions: `12 %`. */
export function reachText(reach: number): string {
  return `${share.format(reach * PER_CENT)}\u2009%`;
}

/** A figure ready to be read: `number` and `unit` as shown (a thin space goes between), `exact` for hover and screen readers. */
export interface FormattedValue {
  readonly number: string;
  readonly unit: string;
  readonly exact: string;
}

export const THIN_SPACE = "\u2009";
const LOCALE = "en";
const PER_CENT = 100;
const SIGNIFICANT_DIGITS = 3;
const COMPACT_FROM = 10_000;
const MS_PER_SECOND = 1_000;
const TEN_SECONDS_MS = 10_000;
const WHOLE_FROM = 10;
const TEN = 10;

const compact = new Intl.NumberFormat(LOCALE, {
  notation: "compact",
  minimumSignificantDigits: SIGNIFICANT_DIGITS,
  maximumSignificantDigits: SIGNIFICANT_DIGITS,
});
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const detailed = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 3 });

function fixed(value: number, digits: number): string {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(LOCALE, format).format(value);
}

/** `1.21` and `B`; a thousand is a small k, as the SI has it. */
function compactParts(value: number): { number: string; suffix: string } {
  const parts = compact.formatToParts(value);
  const suffix = parts.find((part) => part.type === "compact")?.value ?? "";
  const number = parts.filter((part) => part.type !== "compact" && part.type !== "literal");
  return { number: number.map((part) => part.value).join(""), suffix: suffix === "K" ? "k" : suffix };
}

/** A number of things: whole below ten thousand, then three significant digits. */
export function formatCount(value: number): FormattedValue {
  const exact = whole.format(value);
  if (Math.abs(value) < COMPACT_FROM) return { number: exact, unit: "", exact };
  const { number, suffix } = compactParts(value);
  return { number, unit: suffix, exact };
}

/** Events per second. */
export function formatPerSecond(value: number): FormattedValue {
  const exact = `${detailed.format(value)} per second`;
  if (Math.abs(value) < WHOLE_FROM) return { number: detailed.format(roundTo(value, 2)), unit: "/s", exact };
  const { number, suffix } = compactParts(value);
  return { number, unit: `${suffix}/s`, exact };
}

const SECONDS_A_MINUTE = 60;

/** Money per second as an amount a minute; the currency stands beside it. */
export function formatMoneyPerMinute(perSecond: number): FormattedValue {
  const perMinute = perSecond * SECONDS_A_MINUTE;
  const { number, unit } = formatCount(perMinute);
  return { number, unit: `${unit}/min`, exact: `${detailed.format(perMinute)} per minute` };
}

/** A latency in ms; seconds from ten seconds on. */
export function formatMs(valueMs: number): FormattedValue {
  const exact = `${detailed.format(valueMs)} ms`;
  if (Math.abs(valueMs) >= TEN_SECONDS_MS)
    return { number: fixed(valueMs / MS_PER_SECOND, 1), unit: "s", exact };
  const digits = Math.abs(valueMs) < WHOLE_FROM ? 1 : 0;
  return { number: fixed(valueMs, digits), unit: "ms", exact };
}

const NEARLY_ALL_PERCENT = 99;

/** Per cent, 0–100, of a utilisation or a hit rate: no more digits than are known; what is not 100 never reads as 100. */
export function formatPercent(percent: number): FormattedValue {
  const exact = `${detailed.format(percent)} %`;
  if (percent > NEARLY_ALL_PERCENT && percent < PER_CENT)
    return { number: fixed(Math.floor(roundTo(percent * TEN, 1)) / TEN, 1), unit: "%", exact };
  const digits = percent > 0 && percent < WHOLE_FROM ? 1 : 0;
  return { number: fixed(percent, digits), unit: "%", exact };
}

const AVAILABILITY_DIGITS = 3;

/** Availability, per cent. Rounded down: what is not 100 never reads as 100. */
export function formatAvailability(percent: number): FormattedValue {
  const step = 10 ** AVAILABILITY_DIGITS;
  const down = Math.floor(roundTo(percent * step, AVAILABILITY_DIGITS)) / step;
  const exact = `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 6 }).format(percent)} %`;
  return { number: percent === PER_CENT ? "100" : fixed(down, AVAILABILITY_DIGITS), unit: "%", exact };
}

const SMALLEST_ERROR_PERCENT = 0.001;
/** As small as this they are compared by their last digit: 0.0060 % above 0.0059 %. */
const TINY_PERCENT = 0.01;

/** An error ratio 0–1 as per cent, two significant digits; a trace is not called zero. */
export function formatErrorRatio(ratio: number): FormattedValue {
  const percent = ratio * PER_CENT;
  const exact = `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 6 }).format(percent)} %`;
  if (percent === 0) return { number: "0", unit: "%", exact };
  if (percent < SMALLEST_ERROR_PERCENT) return { number: `< ${SMALLEST_ERROR_PERCENT}`, unit: "%", exact };
  const digits = { maximumSignificantDigits: 2, minimumSignificantDigits: percent < TINY_PERCENT ? 2 : 1 };
  return { number: new Intl.NumberFormat(LOCALE, digits).format(percent), unit: "%", exact };
}

/** A score, 0–100. */
export function formatScore(score: number): FormattedValue {
  return { number: fixed(score, score === PER_CENT ? 0 : 1), unit: "", exact: detailed.format(score) };
}

/** Number and unit on one line, as running text has them. */
export function plainText(value: FormattedValue): string {
  return value.unit === "" ? value.number : `${value.number}${THIN_SPACE}${value.unit}`;
}

/** '57 % to 59 %'; one of them where both read the same. */
export function plainRange(low: FormattedValue, high: FormattedValue): string {
  const [from, to] = [plainText(low), plainText(high)];
  return from === to ? to : `${from} to ${to}`;
}

function roundTo(value: number, digits: number): number {
  const step = 10 ** digits;
  return Math.round(value * step) / step;
}

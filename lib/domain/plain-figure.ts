import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./window";

/** Figures as words in sentences that the server writes; the pages format figures of their own. */
const PER_CENT = 100;
const SIGNIFICANT = 3;
const WHOLE_FROM_MS = 10;
/** Smaller numbers are written to the last one. */
const ROUNDED_FROM = 10_000;
/** Finer than a second in a month. */
const LAST_DIGIT = 6;
const SCALES: readonly (readonly [number, string])[] = [
  [1e9, "billion"],
  [1e6, "million"],
];

const WRITTEN = new Intl.NumberFormat("en-US", { maximumFractionDigits: LAST_DIGIT });

function significant(value: number): string {
  return WRITTEN.format(Number(value.toPrecision(SIGNIFICANT)));
}

/** 2_410_000 → "2.41 million". */
export function plainCount(value: number): string {
  const scale = SCALES.find(([size]) => Math.abs(value) >= size);
  if (scale) return `${significant(value / scale[0])} ${scale[1]}`;
  const isExact = Math.abs(value) >= PER_CENT && Math.abs(value) < ROUNDED_FROM;
  return isExact ? WRITTEN.format(Math.round(value)) : significant(value);
}

/** 3_214.6 in USD → "$3,210"; 12_400_000 → "$12.4 million". */
export function plainMoney(amount: number, currency: string): string {
  const scale = SCALES.find(([size]) => Math.abs(amount) >= size);
  const style = { style: "currency", currency, maximumSignificantDigits: SIGNIFICANT } as const;
  const written = new Intl.NumberFormat("en-US", style).format(scale ? amount / scale[0] : amount);
  return scale ? `${written} ${scale[1]}` : written;
}

/** "$1,200 to $3,400"; one amount where both ends read alike, "up to $3,400" from nothing on. */
export function plainMoneyRange(
  { low, high }: { readonly low: number; readonly high: number },
  currency: string,
): string {
  const [from, to] = [plainMoney(low, currency), plainMoney(high, currency)];
  if (from === to) return to;
  return low <= 0 ? `up to ${to}` : `${from} to ${to}`;
}

/** 0.00062 → "0.062 %". */
export function plainPercent(ratio: number): string {
  return `${significant(ratio * PER_CENT)} %`;
}

/** 0.628 → "63 %"; what is neither certain nor ruled out never reads so. */
export function plainProbability(probability: number): string {
  if (probability > 0 && probability < 0.01) return "under 1 %";
  if (probability > 0.99 && probability < 1) return "over 99 %";
  return `${Math.round(probability * PER_CENT)} %`;
}

const GLANCE_DIGITS = 2;
const NEARLY_ALL_RATIO = 0.99;

/** For a glance, where no limit stands beside it: 0.0000574 → "0.0057 %". What is not all never reads as all. */
export function glancePercent(ratio: number): string {
  const nearlyAll = ratio > NEARLY_ALL_RATIO && ratio < 1;
  return nearlyAll ? plainPercent(ratio) : plainPercent(Number(ratio.toPrecision(GLANCE_DIGITS)));
}

/** For a glance: 89.3 → "89 ms". */
export function glanceMs(ms: number): string {
  return plainMs(ms >= WHOLE_FROM_MS && ms < 10 * SECOND_MS ? Math.round(ms) : ms);
}

/** 0.999912 → "99.9912 %": availabilities differ in their last digits; only a perfect one is 100 %. */
export function plainAvailability(ratio: number): string {
  if (ratio >= 1) return "100 %";
  const digits = Math.min(LAST_DIGIT, Math.max(2, Math.ceil(-Math.log10(1 - ratio))));
  const rounded = Number((ratio * PER_CENT).toFixed(digits));
  return `${Math.min(rounded, Number((PER_CENT - 10 ** -digits).toFixed(digits)))} %`;
}

/** 112.4 → "112 ms". */
export function plainMs(ms: number): string {
  return ms >= 10 * SECOND_MS ? `${significant(ms / SECOND_MS)} s` : `${significant(ms)} ms`;
}

/** 23.4 → "23.4×". */
export function plainTimes(times: number): string {
  return Number.isFinite(times) ? `${plainCount(times)}×` : "endlessly";
}

/** 21_600_000 → "6 h". */
export function plainSpan(ms: number): string {
  if (ms >= DAY_MS) return `${significant(ms / DAY_MS)} d`;
  if (ms >= HOUR_MS) return `${significant(ms / HOUR_MS)} h`;
  if (ms >= MINUTE_MS) return `${significant(ms / MINUTE_MS)} min`;
  return `${significant(ms / SECOND_MS)} s`;
}

/** Unix ms → "2026-11-23 15:04 UTC". */
export function plainTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, "2026-11-23T15:04".length).replace("T", " ")} UTC`;
}

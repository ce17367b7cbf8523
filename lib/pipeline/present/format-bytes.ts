import type { FormattedValue } from "./format-number";

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;
const STEP = 1_024;
const SIGNIFICANT_DIGITS = 3;
const number = new Intl.NumberFormat("en", { maximumSignificantDigits: SIGNIFICANT_DIGITS });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A size in bytes: `1.25 GiB`. */
export function formatBytes(bytes: number): FormattedValue {
  let [size, unit] = [bytes, 0];
  while (size >= STEP && unit < UNITS.length - 1) [size, unit] = [size / STEP, unit + 1];
  return { number: number.format(size), unit: UNITS[unit], exact: `${whole.format(bytes)} bytes` };
}

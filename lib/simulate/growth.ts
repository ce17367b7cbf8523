const YEAR_MS = 365.25 * 24 * 3_600_000;
/** Users, traffic and, with them, servers and connection limits: a year multiplies them by this. */
const GROWTH_PER_YEAR = 1.12;
const LOG_GROWTH_PER_MS = Math.log(GROWTH_PER_YEAR) / YEAR_MS;

/** The world's size at `timeMs`, relative to that at `nominalAtMs`. */
export function growthFactor(nominalAtMs: number, timeMs: number): number {
  return Math.exp(LOG_GROWTH_PER_MS * (timeMs - nominalAtMs));
}

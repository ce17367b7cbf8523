/** The roll-up ladder. All windows are aligned to the Unix epoch in UTC: `windowMs` is a window's start. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const WINDOW_MS = 10 * SECOND_MS;

export interface Tier {
  readonly name: "10s" | "1m" | "5m" | "1h" | "1d";
  readonly windowMs: number;
  readonly keepMs: number;
  /** Length of one stored partition. */
  readonly partitionMs: number;
}

export const TIERS: readonly Tier[] = [
  { name: "10s", windowMs: WINDOW_MS, keepMs: DAY_MS, partitionMs: 6 * HOUR_MS },
  { name: "1m", windowMs: MINUTE_MS, keepMs: 7 * DAY_MS, partitionMs: DAY_MS },
  { name: "5m", windowMs: 5 * MINUTE_MS, keepMs: 40 * DAY_MS, partitionMs: 5 * DAY_MS },
  { name: "1h", windowMs: HOUR_MS, keepMs: 400 * DAY_MS, partitionMs: 50 * DAY_MS },
  { name: "1d", windowMs: DAY_MS, keepMs: 5 * 366 * DAY_MS, partitionMs: 366 * DAY_MS },
];

/** Start of the window of `sizeMs` that holds `timeMs`. */
export function windowStart(timeMs: number, sizeMs: number): number {
  return Math.floor(timeMs / sizeMs) * sizeMs;
}

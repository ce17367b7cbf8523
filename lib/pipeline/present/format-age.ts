import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { THIN_SPACE } from "./format-number";

const SECONDS_UNTIL_MS = 2 * MINUTE_MS;
const MINUTES_UNTIL_MS = 2 * HOUR_MS;
const HOURS_UNTIL_MS = 2 * DAY_MS;

/** How long something is, in its largest sensible unit: `4 s`, `12 min`, `3 h`, `9 d`. Never negative. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < SECONDS_UNTIL_MS) return `${Math.floor(ms / SECOND_MS)}${THIN_SPACE}s`;
  if (ms < MINUTES_UNTIL_MS) return `${Math.floor(ms / MINUTE_MS)}${THIN_SPACE}min`;
  if (ms < HOURS_UNTIL_MS) return `${Math.floor(ms / HOUR_MS)}${THIN_SPACE}h`;
  return `${Math.floor(ms / DAY_MS)}${THIN_SPACE}d`;
}

/** How long ago: `4 s ago`. What a slow clock calls the future is now. */
export function formatAge(atMs: number, nowMs: number): string {
  return `${formatDuration(nowMs - atMs)} ago`;
}

import { RETRY_DELAYS_MS } from "@/lib/domain/notification";
import { HOUR_MS } from "@/lib/domain/window";

/** Spreads what failed together. */
const JITTER = 0.2;
/** A receiver that wants to be left alone for longer is asked nevertheless. */
const LONGEST_MS = 12 * HOUR_MS;

/**
 * How long to wait after so many failed attempts; null: give up.
 * @param random 0–1
 */
export function retryDelayMs(failures: number, retryAfterMs: number | null, random: number): number | null {
  const delayMs = RETRY_DELAYS_MS[failures - 1];
  if (delayMs === undefined) return null;
  return Math.round(Math.min(Math.max(delayMs * (1 + JITTER * random), retryAfterMs ?? 0), LONGEST_MS));
}

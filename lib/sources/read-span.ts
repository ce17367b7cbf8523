import type { SourceSettings } from "@/lib/domain/source";
import type { SourceEntry } from "./source-store";
import { HOUR_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";

/** What was missed for longer is left to a backfill. */
export const CATCH_UP_MS = HOUR_MS;

/** Windows [fromMs, toMs). */
export interface ReadSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether a source that nobody reads should be: a window is due, and the newest failure is a window old. */
export function isDue(
  source: Pick<SourceEntry, "settings" | "readToMs" | "attemptedMs" | "error">,
  nowMs: number,
): boolean {
  const failedMs = source.error === null ? null : source.attemptedMs;
  if (failedMs !== null && nowMs >= failedMs && nowMs < failedMs + WINDOW_MS) return false;
  return nextSpan(source.settings, source.readToMs, nowMs, 1) !== null;
}

/**
 * The windows to read next, oldest first, at most `maxWindows`; null when none is due. A source that was never read
 * begins with the newest window: what was before is a backfill's.
 */
export function nextSpan(
  { delayMs }: Pick<SourceSettings, "delayMs">,
  readToMs: number | null,
  nowMs: number,
  maxWindows: number,
): ReadSpan | null {
  const dueMs = windowStart(nowMs - delayMs, WINDOW_MS);
  const fromMs = Math.max(readToMs ?? dueMs - WINDOW_MS, dueMs - CATCH_UP_MS);
  if (fromMs >= dueMs) return null;
  return { fromMs, toMs: Math.min(dueMs, fromMs + maxWindows * WINDOW_MS) };
}

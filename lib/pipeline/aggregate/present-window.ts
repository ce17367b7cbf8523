import { MINUTE_MS, SECOND_MS, WINDOW_MS } from "@/lib/domain/window";

/** The present is at least this long … */
export const LEAST_PRESENT_MS = MINUTE_MS;
/** … and longer for slow senders, up to this. Percentiles are always over this. */
export const LONGEST_PRESENT_MS = 5 * MINUTE_MS;
const PRESENT_INTERVALS = 2.5;
/** Faster senders fill a span of whole windows evenly enough. */
const SLOW_SENDER_MS = 2 * WINDOW_MS;

/** How long nothing may come before a figure is stale: 60 s, or 2.5 × the learned interval if longer, at most 5 min. */
export function presentWindowMs(intervalMs: number | null): number {
  const wanted = intervalMs === null ? LEAST_PRESENT_MS : intervalMs * PRESENT_INTERVALS;
  return Math.min(LONGEST_PRESENT_MS, Math.max(LEAST_PRESENT_MS, wanted));
}

/**
 * The span that a rate is taken over. Of a slow sender it is a whole number of its intervals: with 2.5 of them, the span
 * would hold two samples and then three, and the rate would jump by half.
 */
export function rateSpanMs(intervalMs: number | null): number {
  const windowMs = presentWindowMs(intervalMs);
  if (intervalMs === null || intervalMs < SLOW_SENDER_MS) return windowMs;
  const interval = Math.round(intervalMs / SECOND_MS) * SECOND_MS;
  return Math.max(1, Math.floor(windowMs / interval)) * interval;
}

/** Whether a signal whose newest sample is of `newestSampleMs` says anything about the present. */
export function isFresh(newestSampleMs: number, intervalMs: number | null, asOfMs: number): boolean {
  return asOfMs - newestSampleMs <= presentWindowMs(intervalMs);
}

/** How many seconds the windows in a span cover, see `coveredSeconds`. */
export interface Coverage {
  readonly firstWindowMs: number;
  /** End of the newest window. */
  readonly endMs: number;
  readonly spanMs: number;
  readonly intervalMs: number | null;
}

/**
 * What to divide an increase by. The span, unless data began inside it (or lacks a whole interval): then the time that
 * the increases really cover, since the newest sample back to the one before the first increase.
 */
export function coveredSeconds({ firstWindowMs, endMs, spanMs, intervalMs }: Coverage): number {
  const interval = Math.max(intervalMs ?? WINDOW_MS, WINDOW_MS);
  const coveredMs = endMs - firstWindowMs + (interval - WINDOW_MS);
  return (coveredMs <= spanMs - interval ? coveredMs : spanMs) / SECOND_MS;
}

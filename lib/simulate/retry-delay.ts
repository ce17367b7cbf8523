const MS_PER_SECOND = 1_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A receiver that asks for more than this is not believed. */
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * How long to wait before the next try: 0.5 s doubling to 30 s, or what the receiver asked for if that is longer.
 * `attempt` counts from 0; `retryAfter` is the header (seconds or an HTTP date, RFC 9110 10.2.3) or null.
 */
export function retryDelayMs(attempt: number, retryAfter: string | null, nowMs: number): number {
  const backoffMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.max(backoffMs, Math.min(LONGEST_RETRY_AFTER_MS, askedDelayMs(retryAfter, nowMs)));
}

function askedDelayMs(retryAfter: string | null, nowMs: number): number {
  if (retryAfter === null) return 0;
  const text = retryAfter.trim();
  if (/^\d+$/.test(text)) return Number(text) * MS_PER_SECOND;
  const untilMs = Date.parse(text) - nowMs;
  return Number.isFinite(untilMs) ? Math.max(0, untilMs) : 0;
}

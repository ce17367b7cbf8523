import type { RollupRow } from "@/lib/domain/rollup-row";
import { MINUTE_MS } from "@/lib/domain/window";
import { LEAST_PRESENT_MS, presentWindowMs } from "./present-window";
import type { ScopeSignals } from "./scope-signals";

/** How long hardly anything must succeed before a scope is down. */
const DOWN_MINUTES = 2;

/**
 * Success ratio of each minute with requests in the last two (of a sender slower than that: in its present window).
 * Empty when they are fewer than two and the sender is not slow, or when errors are not known: then nobody can say that
 * a scope has been down for two minutes.
 */
export function minuteSuccessRatios(
  rows: readonly RollupRow[],
  signals: ScopeSignals,
  asOfMs: number,
): number[] {
  const presentMs = presentWindowMs(signals.get("requests")?.intervalMs ?? null);
  const slow = presentMs > LEAST_PRESENT_MS;
  const spanMs = Math.max(DOWN_MINUTES * MINUTE_MS, presentMs);
  const minutes = new Map<number, { requests: number; errors: number | null }>();
  for (const row of rows) {
    if (row.windowMs < asOfMs - spanMs || row.windowMs >= asOfMs) continue;
    const minute = Math.floor((asOfMs - 1 - row.windowMs) / MINUTE_MS);
    const sums = minutes.get(minute) ?? { requests: 0, errors: null };
    if (row.metric === "requests") sums.requests += row.sum;
    if (row.metric === "errors") sums.errors = (sums.errors ?? 0) + row.sum;
    minutes.set(minute, sums);
  }
  const ratios = [...minutes.values()].flatMap(({ requests, errors }) =>
    requests > 0 && errors !== null ? [1 - Math.min(1, Math.max(0, errors / requests))] : [],
  );
  return ratios.length >= DOWN_MINUTES || slow ? ratios : [];
}

import type { SnapshotStamp } from "@/lib/domain/snapshot";
import type { ScopeSignals } from "./scope-signals";

/** How old a scope's figures are and whether the simulated fleet is behind any of them. */
export function snapshotStamp(signals: ScopeSignals, asOfMs: number): SnapshotStamp {
  const all = [...signals.values()];
  const speaking = all.some((signal) => signal.fresh) ? all.filter((signal) => signal.fresh) : all;
  return {
    asOfMs,
    newestSampleMs: all.length > 0 ? Math.max(...all.map((signal) => signal.newestSampleMs)) : null,
    demo: speaking.some((signal) => signal.demo),
  };
}

/** Nothing of the scope arrives any more, or nothing ever did. */
export function isStale(signals: ScopeSignals): boolean {
  return ![...signals.values()].some((signal) => signal.fresh);
}

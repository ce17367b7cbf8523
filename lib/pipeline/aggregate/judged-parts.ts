import type { SignalRow } from "@/lib/domain/rollup-row";
import type { HistoryWindow } from "./history-merge";

/** Which of a region's requests are judged: those whose errors are known too (see judged-requests.ts). */
export type JudgedParts =
  | { readonly kind: "none" }
  | { readonly kind: "whole" }
  /** The region less the requests of these services. */
  | { readonly kind: "without"; readonly services: readonly string[] }
  | { readonly kind: "only"; readonly services: readonly string[] };

/** By what the region's parts ever sent: a history spans times at which some were silent. */
export function judgedParts(signals: readonly SignalRow[], region: string): JudgedParts {
  const senders = (metric: string) =>
    new Set(
      signals.filter((row) => row.region === region && row.metric === metric).map((row) => row.service),
    );
  const [requests, errors] = [senders("requests"), senders("errors")];
  if (errors.size === 0 || requests.size === 0) return { kind: "none" };
  if (errors.has(null) && !requests.has(null)) return { kind: "whole" };
  const named = [...requests].filter((service) => service !== null);
  const silent = named.filter((service) => !errors.has(service));
  const judged = named.filter((service) => errors.has(service));
  if (requests.has(null) && !errors.has(null) && judged.length > 0) return { kind: "only", services: judged };
  const knowsAny = judged.length > 0 || errors.has(null);
  return silent.length > 0 && knowsAny ? { kind: "without", services: silent } : { kind: "whole" };
}

/** Windows that take away what others added. */
export function negated(windows: readonly HistoryWindow[]): HistoryWindow[] {
  return windows.map((window) => ({
    ...window,
    count: -window.count,
    sum: -window.sum,
    min: null,
    max: null,
  }));
}

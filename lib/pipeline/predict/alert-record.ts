/** How predictive alerts ended. Of a `hit`, `leadMs` is from its opening to the breach. */
export type AlertEnding =
  | { readonly kind: "hit"; readonly leadMs: number }
  | { readonly kind: "false" }
  | { readonly kind: "missed" };

export interface AlertRecord {
  readonly hits: number;
  readonly falseAlerts: number;
  readonly missed: number;
  /** Null without the alerts or breaches it is a share of. */
  readonly precision: number | null;
  readonly recall: number | null;
  /** 10th, 50th and 90th percentile of the hits' leads; null without a hit. */
  readonly leadMs: { readonly p10: number; readonly p50: number; readonly p90: number } | null;
}

export function alertRecord(endings: readonly AlertEnding[]): AlertRecord {
  const leads = endings
    .flatMap((ending) => (ending.kind === "hit" ? [ending.leadMs] : []))
    .sort((a, b) => a - b);
  const hits = leads.length;
  const falseAlerts = endings.filter(({ kind }) => kind === "false").length;
  const missed = endings.filter(({ kind }) => kind === "missed").length;
  return {
    hits,
    falseAlerts,
    missed,
    precision: hits + falseAlerts > 0 ? hits / (hits + falseAlerts) : null,
    recall: hits + missed > 0 ? hits / (hits + missed) : null,
    leadMs:
      hits > 0 ? { p10: quantile(leads, 0.1), p50: quantile(leads, 0.5), p90: quantile(leads, 0.9) } : null,
  };
}

/** Linear between order statistics (Hyndman & Fan 1996, type 7). */
function quantile(sorted: readonly number[], q: number): number {
  const rank = (sorted.length - 1) * q;
  const below = Math.floor(rank);
  const above = sorted[below + 1] ?? sorted[below];
  return sorted[below] + (rank - below) * (above - sorted[below]);
}

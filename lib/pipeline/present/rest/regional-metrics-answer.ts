import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { RegionalMetrics } from "@/lib/domain/snapshot";
import { currencyMeta } from "./currency-meta";
import { missingOfRows } from "./missing-of-rows";
import { pageOf } from "./page-of";
import { presentRegionalMetrics } from "./present-regional-metrics";
import { regionExplained } from "./region-explained";
import type { RestAnswer } from "./rest-answer";
import { newestAsOfMs, NO_ROWS_YET } from "./row-stamp";

/** GET metrics/regional, in the order of the regions' codes. */
export function regionalMetricsAnswer(
  snapshots: readonly RegionalMetrics[],
  query: { readonly limit: number; readonly cursor?: string },
): RestAnswer<RegionalMetricsContract[]> {
  const page = pageOf(snapshots, (snapshot) => snapshot.region, query);
  const data = page.items.map(presentRegionalMetrics);
  const rows = page.items.map((snapshot, i) => ({
    data: data[i],
    explained: regionExplained(snapshot),
    where: { region: snapshot.region },
  }));
  return {
    data,
    asOfMs: newestAsOfMs(snapshots),
    demo: snapshots.some((snapshot) => snapshot.demo),
    missing: snapshots.length === 0 ? NO_ROWS_YET : missingOfRows(rows),
    meta: { next_cursor: page.nextCursor, ...currencyMeta(snapshots[0]?.impact?.currency) },
  };
}

import type { ServiceMetricsContract } from "@/lib/contracts/service-metrics";
import type { ServiceMetrics } from "@/lib/domain/snapshot";
import { currencyMeta } from "./currency-meta";
import { missingOfRows } from "./missing-of-rows";
import { pageOf } from "./page-of";
import { presentServiceMetrics } from "./present-service-metrics";
import type { RestAnswer } from "./rest-answer";
import { newestAsOfMs, NO_ROWS_YET } from "./row-stamp";

/** GET metrics/services, by region and then service. */
export function serviceMetricsAnswer(
  snapshots: readonly ServiceMetrics[],
  query: { readonly limit: number; readonly cursor?: string },
): RestAnswer<ServiceMetricsContract[]> {
  const page = pageOf(snapshots, (snapshot) => JSON.stringify([snapshot.region, snapshot.service]), query);
  const data = page.items.map(presentServiceMetrics);
  const rows = page.items.map(({ region, service, impact }, i) => ({
    data: data[i],
    explained: impact?.missing ?? [],
    where: { region, service },
  }));
  return {
    data,
    asOfMs: newestAsOfMs(snapshots),
    demo: snapshots.some((snapshot) => snapshot.demo),
    missing: snapshots.length === 0 ? NO_ROWS_YET : missingOfRows(rows),
    meta: { next_cursor: page.nextCursor, ...currencyMeta(snapshots[0]?.impact?.currency) },
  };
}

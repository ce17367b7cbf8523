import type { ServicePlaceContract, ServiceTotalsContract } from "@/lib/contracts/service-totals";
import type { ServicePlace, ServiceTotals } from "@/lib/domain/snapshot";
import { currencyMeta } from "./currency-meta";
import { missingOfRows } from "./missing-of-rows";
import { pageOf } from "./page-of";
import { presentServiceFigures } from "./present-service-metrics";
import type { RestAnswer } from "./rest-answer";
import { ratioOf, scoreOf } from "./rest-value";
import { newestAsOfMs, NO_ROWS_YET } from "./row-stamp";

/** GET metrics/services/totals, by name. */
export function serviceTotalsAnswer(
  snapshots: readonly ServiceTotals[],
  query: { readonly limit: number; readonly cursor?: string },
): RestAnswer<ServiceTotalsContract[]> {
  const page = pageOf(snapshots, (snapshot) => snapshot.service, query);
  const data = page.items.map(presentTotals);
  const rows = page.items.map(({ service, impact, missing }, i) => ({
    data: data[i],
    explained: [...missing, ...(impact?.missing ?? [])],
    where: { service },
  }));
  return {
    data,
    asOfMs: newestAsOfMs(snapshots),
    demo: snapshots.some((snapshot) => snapshot.demo),
    missing: snapshots.length === 0 ? NO_ROWS_YET : missingOfRows(rows),
    meta: { next_cursor: page.nextCursor, ...currencyMeta(snapshots[0]?.impact?.currency) },
  };
}

function presentTotals(snapshot: ServiceTotals): ServiceTotalsContract {
  return {
    service_name: snapshot.service,
    ...presentServiceFigures(snapshot),
    regions: snapshot.places.map(presentPlace),
  };
}

function presentPlace(place: ServicePlace): ServicePlaceContract {
  return {
    region: place.region,
    status: place.status,
    status_because: place.statusBecause,
    health_score: scoreOf(place.healthScore),
    requests_per_second: place.requestsPerSecond,
    error_rate: ratioOf(place.errorRatio),
    latency_p99: place.latencyP99Ms,
    stale: place.stale,
  };
}

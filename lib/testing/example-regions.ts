import type { RegionContract } from "@/lib/contracts/region";
import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { RegionalMetrics } from "@/lib/domain/snapshot";
import { presentRegionalMetrics } from "@/lib/pipeline/present/rest/present-regional-metrics";
import { exampleRegion } from "./example-cycle";

/** A region's answer of the API. */
export function exampleRegionRow(
  code: string,
  change: Partial<RegionalMetrics> = {},
): RegionalMetricsContract {
  return presentRegionalMetrics(exampleRegion(code, { status: "healthy", ...change }));
}

/** A region's entry of the catalogue; without a place unless `change` gives one. */
export function exampleCatalogRegion(code: string, change: Partial<RegionContract> = {}): RegionContract {
  return {
    code,
    name: code,
    latitude: null,
    longitude: null,
    time_zone: null,
    price_per_server_hour: null,
    revenue_per_minute: null,
    etag: "1",
    ...change,
  };
}

import { regionName } from "@/lib/pipeline/present/region-name";
import type { RegionContract } from "@/lib/contracts/region";
import type { CatalogRegion } from "@/lib/domain/catalog";

/** A region as the contract has it. @param etag of its version */
export function presentRegion(region: CatalogRegion, etag: string): RegionContract {
  return {
    code: region.code,
    // A region that was only ever seen has its code for a name.
    name: region.name === region.code ? regionName(region.code) : region.name,
    latitude: region.latitudeDegrees,
    longitude: region.longitudeDegrees,
    time_zone: region.timeZone,
    price_per_server_hour: region.pricePerServerHour,
    revenue_per_minute: region.revenuePerMinute,
    etag,
  };
}

import { regionName } from "@/lib/pipeline/present/region-name";
import type { RegionBody, RegionContract } from "@/lib/contracts/region";
import type { CatalogRegion, RegionSettings } from "@/lib/domain/catalog";

/** What the request says of a region. One that nobody named has its code for a name, and is shown by its usual one. */
export function regionSettingsOfBody(code: string, body: RegionBody): RegionSettings {
  return {
    name: body.name === null || body.name === regionName(code) ? code : body.name,
    latitudeDegrees: body.latitude,
    longitudeDegrees: body.longitude,
    timeZone: body.time_zone,
    pricePerServerHour: body.price_per_server_hour,
    revenuePerMinute: body.revenue_per_minute,
  };
}

/** A region as the contract has it. @param etag of its version */
export function presentRegion(region: CatalogRegion, etag: string): RegionContract {
  return {
    code: region.code,
    name: region.name === region.code ? regionName(region.code) : region.name,
    latitude: region.latitudeDegrees,
    longitude: region.longitudeDegrees,
    time_zone: region.timeZone,
    price_per_server_hour: region.pricePerServerHour,
    revenue_per_minute: region.revenuePerMinute,
    etag,
  };
}

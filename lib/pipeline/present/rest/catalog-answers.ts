import type { RegionContract } from "@/lib/contracts/region";
import type { ServiceContract } from "@/lib/contracts/service";
import type { CatalogRegion, CatalogService } from "@/lib/domain/catalog";
import { presentRegion } from "./present-region";
import { presentService } from "./present-service";
import type { RestAnswer } from "./rest-answer";

/** The ETag of a version. */
type TagOf = (version: number) => string;

/** Every region, by code. @param currency of their prices and revenues */
export function regionListAnswer(
  regions: readonly CatalogRegion[],
  currency: string,
  tagOf: TagOf,
): RestAnswer<RegionContract[]> {
  const data = regions.map((region) => presentRegion(region, tagOf(region.version)));
  return { ...settings(data), meta: { currency } };
}

/** One region. @param currency of its price and revenue */
export function regionAnswer(
  region: CatalogRegion,
  currency: string,
  etag: string,
): RestAnswer<RegionContract> {
  return { ...settings(presentRegion(region, etag)), meta: { currency } };
}

/** Every service, by name. */
export function serviceListAnswer(
  services: readonly CatalogService[],
  tagOf: TagOf,
): RestAnswer<ServiceContract[]> {
  return settings(services.map((service) => presentService(service, tagOf(service.version))));
}

/** What people set is of no moment. */
function settings<T>(data: T): RestAnswer<T> {
  return { data, asOfMs: null, demo: false, missing: [] };
}

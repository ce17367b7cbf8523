import type { RegionContract } from "@/lib/contracts/region";
import type { CatalogRegion } from "@/lib/domain/catalog";
import { presentRegion } from "./present-region";
import type { RestAnswer } from "./rest-answer";

/** The ETag of a version. */
type TagOf = (version: number) => string;

/** Every region, by code. */
export function regionListAnswer(
  regions: readonly CatalogRegion[],
  tagOf: TagOf,
): RestAnswer<RegionContract[]> {
  return settings(regions.map((region) => presentRegion(region, tagOf(region.version))));
}

/** What people set is of no moment. */
function settings<T>(data: T): RestAnswer<T> {
  return { data, asOfMs: null, demo: false, missing: [] };
}

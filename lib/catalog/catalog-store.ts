import type { Db } from "@/lib/db/client";
import type { CatalogRegion, CatalogService } from "@/lib/domain/catalog";

export interface CatalogStore {
  /** Every region ever seen, by code. */
  regions(): Promise<CatalogRegion[]>;
  /** Every service ever seen, by name. */
  services(): Promise<CatalogService[]>;
  knownRegion(code: string): Promise<boolean>;
  knownService(name: string): Promise<boolean>;
}

const REGION_COLUMNS = {
  code: true,
  name: true,
  latitudeDegrees: true,
  longitudeDegrees: true,
  timeZone: true,
  pricePerServerHour: true,
  revenuePerMinute: true,
  version: true,
} as const;

const SERVICE_COLUMNS = {
  name: true,
  owner: true,
  contact: true,
  tier: true,
  dependencies: true,
  reachRatio: true,
  version: true,
} as const;

/** Regions and services, registered when first seen. */
export function createCatalogStore(db: Db): CatalogStore {
  return {
    regions: () => db.region.findMany({ select: REGION_COLUMNS, orderBy: { code: "asc" } }),
    services: () => db.service.findMany({ select: SERVICE_COLUMNS, orderBy: { name: "asc" } }),
    knownRegion: async (code) => (await db.region.count({ where: { code } })) > 0,
    knownService: async (name) => (await db.service.count({ where: { name } })) > 0,
  };
}

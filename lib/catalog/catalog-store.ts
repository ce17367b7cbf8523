import type { Db } from "@/lib/db/client";

export interface CatalogRegion {
  readonly code: string;
  readonly name: string;
}

export interface CatalogStore {
  /** Every region ever seen, by code. */
  regions(): Promise<CatalogRegion[]>;
  /** Names of every service ever seen, sorted. */
  services(): Promise<string[]>;
  knownRegion(code: string): Promise<boolean>;
  knownService(name: string): Promise<boolean>;
}

/** Regions and services, registered when first seen. */
export function createCatalogStore(db: Db): CatalogStore {
  return {
    regions: () => db.region.findMany({ select: { code: true, name: true }, orderBy: { code: "asc" } }),
    async services() {
      const rows = await db.service.findMany({ select: { name: true }, orderBy: { name: "asc" } });
      return rows.map((row) => row.name);
    },
    knownRegion: async (code) => (await db.region.count({ where: { code } })) > 0,
    knownService: async (name) => (await db.service.count({ where: { name } })) > 0,
  };
}

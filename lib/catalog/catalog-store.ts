import type { Db } from "@/lib/db/client";
import type { CatalogRegion, CatalogService, RegionSettings, ServiceSettings } from "@/lib/domain/catalog";

export interface CatalogStore {
  /** Every region ever seen, by code. */
  regions(): Promise<CatalogRegion[]>;
  /** Every service ever seen, by name. */
  services(): Promise<CatalogService[]>;
  knownRegion(code: string): Promise<boolean>;
  knownService(name: string): Promise<boolean>;
  region(code: string): Promise<CatalogRegion | null>;
  service(name: string): Promise<CatalogService | null>;
  /** The region as changed; null where `version` is no longer the stored one. */
  updateRegion(code: string, version: number, settings: RegionSettings): Promise<CatalogRegion | null>;
  updateService(name: string, version: number, settings: ServiceSettings): Promise<CatalogService | null>;
  /** Registers regions and services with settings, which one that anybody changed before does not get. */
  ensure(defaults: CatalogDefaults): Promise<void>;
}

export interface CatalogDefaults {
  readonly regions: readonly (RegionSettings & { readonly code: string })[];
  readonly services: readonly (ServiceSettings & { readonly name: string })[];
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

/** Of what nobody changed. */
const FIRST_VERSION = 1;

/** Regions and services, registered when first seen. */
export function createCatalogStore(db: Db): CatalogStore {
  return {
    regions: () => db.region.findMany({ select: REGION_COLUMNS, orderBy: { code: "asc" } }),
    services: () => db.service.findMany({ select: SERVICE_COLUMNS, orderBy: { name: "asc" } }),
    knownRegion: async (code) => (await db.region.count({ where: { code } })) > 0,
    knownService: async (name) => (await db.service.count({ where: { name } })) > 0,
    region: (code) => db.region.findUnique({ where: { code }, select: REGION_COLUMNS }),
    service: (name) => db.service.findUnique({ where: { name }, select: SERVICE_COLUMNS }),
    async updateRegion(code, version, settings) {
      const data = { ...settings, version: { increment: 1 } };
      const where = { code, version };
      const rows = await db.region.updateManyAndReturn({ where, data, select: REGION_COLUMNS });
      return rows[0] ?? null;
    },
    async updateService(name, version, settings) {
      const data = { ...serviceColumns(settings), version: { increment: 1 } };
      const where = { name, version };
      const rows = await db.service.updateManyAndReturn({ where, data, select: SERVICE_COLUMNS });
      return rows[0] ?? null;
    },
    ensure: (defaults) => ensureDefaults(db, defaults),
  };
}

/** In the order of the ingester's registrations, and one row at a time: neither can wait for the other. */
async function ensureDefaults(db: Db, { regions, services }: CatalogDefaults): Promise<void> {
  for (const region of [...regions].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    await db.region.createMany({ data: [region], skipDuplicates: true });
    await db.region.updateMany({ where: { code: region.code, version: FIRST_VERSION }, data: region });
  }
  for (const service of [...services].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const data = { name: service.name, ...serviceColumns(service) };
    await db.service.createMany({ data: [data], skipDuplicates: true });
    await db.service.updateMany({ where: { name: service.name, version: FIRST_VERSION }, data });
  }
}

function serviceColumns({ owner, contact, tier, dependencies, reachRatio }: ServiceSettings) {
  return { owner, contact, tier, dependencies: [...dependencies], reachRatio };
}

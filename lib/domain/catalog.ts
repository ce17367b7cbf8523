/** What an admin may set of a region; null = not configured. Money is in the reporting currency. */
export interface RegionSettings {
  readonly name: string;
  readonly latitudeDegrees: number | null;
  readonly longitudeDegrees: number | null;
  /** IANA name, such as "Europe/Dublin". */
  readonly timeZone: string | null;
  readonly pricePerServerHour: number | null;
  readonly revenuePerMinute: number | null;
}

/** A region, registered when first seen. */
export interface CatalogRegion extends RegionSettings {
  readonly code: string;
  /** Counts changes of its settings. */
  readonly version: number;
}

/** What an admin may set of a service; null = not configured. */
export interface ServiceSettings {
  readonly owner: string | null;
  /** Whom to call when it fails: a name, an address, a link. */
  readonly contact: string | null;
  /** 1 = most important, to 4. */
  readonly tier: number | null;
  /** Names of the services that it calls. */
  readonly dependencies: readonly string[];
  /** Share of sessions that touch it, 0–1. */
  readonly reachRatio: number;
}

/** A service, registered when first seen. */
export interface CatalogService extends ServiceSettings {
  readonly name: string;
  readonly version: number;
}

/** What an admin says of the business. Money is in `currency`; null = not configured. */
export interface BusinessSettings {
  /** ISO 4217 code of every amount of money; changing it converts nothing. */
  readonly currency: string;
  /** Share of frustrated users who leave without buying, 0–1. */
  readonly abandonmentRatio: number;
  /** Of the whole world; what regions have of their own is taken off first, the rest is split by traffic. */
  readonly worldRevenuePerMinute: number | null;
  /** Of regions without a price of their own. */
  readonly pricePerServerHour: number | null;
  /** CPU and memory up to which a server is used as planned; null: each resource's alert threshold. */
  readonly targetUtilizationRatio: number | null;
}

/** Counts changes; 1 = nobody changed the defaults. */
export interface VersionedBusinessSettings extends BusinessSettings {
  readonly version: number;
}

export const DEFAULT_BUSINESS_SETTINGS: VersionedBusinessSettings = {
  currency: "USD",
  abandonmentRatio: 0.3,
  worldRevenuePerMinute: null,
  pricePerServerHour: null,
  targetUtilizationRatio: null,
  version: 1,
};

export interface RevenueRegion {
  readonly code: string;
  /** Configured for the region itself. */
  readonly revenuePerMinute: number | null;
  /** Requests a second that it usually carries; null: never any. */
  readonly usualTraffic: number | null;
}

/**
 * Revenue per minute by region as configured: the region's own, else its share by usual traffic of what the world brings
 * beside those. A region without either is absent: not configured is not 0.
 */
export function configuredRevenue(
  regions: readonly RevenueRegion[],
  worldPerMinute: number | null,
): Map<string, number> {
  const configured = new Map<string, number>();
  for (const { code, revenuePerMinute } of regions)
    if (revenuePerMinute !== null) configured.set(code, revenuePerMinute);
  if (worldPerMinute === null) return configured;
  const taken = [...configured.values()].reduce((sum, money) => sum + money, 0);
  const rest = Math.max(0, worldPerMinute - taken);
  const sharing = regions.filter(
    ({ code, usualTraffic }) => !configured.has(code) && (usualTraffic ?? 0) > 0,
  );
  const traffic = sharing.reduce((sum, region) => sum + (region.usualTraffic ?? 0), 0);
  for (const { code, usualTraffic } of sharing) configured.set(code, (rest * (usualTraffic ?? 0)) / traffic);
  return configured;
}

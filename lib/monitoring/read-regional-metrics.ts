import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { RegionalMetrics } from "@/lib/domain/snapshot";
import { requireKnownRegions } from "./known-scope";

export interface ReadRegionalMetricsInput {
  /** null: every region. */
  readonly regions: readonly string[] | null;
}

/**
 * Regions now, by code, as the newest cycle stored them; empty before the first cycle.
 * @throws AppError bad-request that names the regions never seen
 */
export async function readRegionalMetrics(
  ctx: Ctx,
  { regions }: ReadRegionalMetricsInput,
): Promise<readonly RegionalMetrics[]> {
  requireScope(ctx.actor, "metrics:read");
  if (regions !== null) await requireKnownRegions(ctx.catalog, regions, "regions");
  const latest = (await ctx.snapshots.latestRegions()) ?? [];
  return regions === null ? latest : latest.filter((row) => regions.includes(row.region));
}

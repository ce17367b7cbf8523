import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ServiceMetrics } from "@/lib/domain/snapshot";
import { requireKnownRegions } from "./known-scope";

export interface ReadServiceMetricsInput {
  /** null: every region. */
  readonly region: string | null;
}

/**
 * Services in regions now, by region and name, as the newest cycle stored them; empty before the first cycle.
 * @throws AppError bad-request when the region was never seen
 */
export async function readServiceMetrics(
  ctx: Ctx,
  { region }: ReadServiceMetricsInput,
): Promise<readonly ServiceMetrics[]> {
  requireScope(ctx.actor, "metrics:read");
  if (region !== null) await requireKnownRegions(ctx.catalog, [region], "region");
  return (await ctx.snapshots.latestServices(region)) ?? [];
}

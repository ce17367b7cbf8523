import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ServiceMetrics } from "@/lib/domain/snapshot";
import { requireKnownRegions, requireKnownService } from "./known-scope";

export interface ReadServiceMetricsInput {
  /** null: every region. */
  readonly region: string | null;
  /** null: every service. */
  readonly service?: string | null;
}

/**
 * Services in regions now, by region and name, as the newest cycle stored them; empty before the first cycle.
 * @throws AppError bad-request when the region or the service was never seen
 */
export async function readServiceMetrics(
  ctx: Ctx,
  { region, service = null }: ReadServiceMetricsInput,
): Promise<readonly ServiceMetrics[]> {
  requireScope(ctx.actor, "metrics:read");
  if (region !== null) await requireKnownRegions(ctx.catalog, [region], "region");
  if (service !== null) await requireKnownService(ctx.catalog, service, "service");
  return (await ctx.snapshots.latestServices(region, service)) ?? [];
}

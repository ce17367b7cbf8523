import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { GlobalMetrics, RegionalMetrics } from "@/lib/domain/snapshot";

export interface RealTime {
  readonly global: GlobalMetrics;
  readonly regions: readonly RegionalMetrics[];
}

/** The world and its regions now, both of the same cycle; null before the first cycle. */
export async function readRealTime(ctx: Ctx): Promise<RealTime | null> {
  requireScope(ctx.actor, "metrics:read");
  const [global, regions] = await Promise.all([ctx.snapshots.latestGlobal(), ctx.snapshots.latestRegions()]);
  if (global === null || regions === null) return null;
  const sameCycle = regions.every((region) => region.asOfMs === global.asOfMs);
  // A cycle committed between the two reads: read again, the next one is ten seconds away.
  return sameCycle ? { global, regions } : readRealTime(ctx);
}

import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { GlobalInfrastructureHealth } from "@/lib/domain/snapshot";

/** Scores by region and service, as the newest cycle stored them; null before the first cycle. */
export async function readInfrastructureHealth(ctx: Ctx): Promise<GlobalInfrastructureHealth | null> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.snapshots.latestInfrastructure();
}

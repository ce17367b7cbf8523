import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ServiceTotals } from "@/lib/domain/snapshot";

/** Services over all their regions now, by name, as the newest cycle stored them; empty before the first cycle. */
export async function readServiceTotals(ctx: Ctx): Promise<readonly ServiceTotals[]> {
  requireScope(ctx.actor, "metrics:read");
  return (await ctx.snapshots.latestServiceTotals()) ?? [];
}

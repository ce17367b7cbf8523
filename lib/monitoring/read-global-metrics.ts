import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { GlobalMetrics } from "@/lib/domain/snapshot";

/** The world now, as the newest cycle stored it (its `asOfMs` says how old it is); null before the first cycle. */
export async function readGlobalMetrics(ctx: Ctx): Promise<GlobalMetrics | null> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.snapshots.latestGlobal();
}

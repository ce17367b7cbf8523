import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ExecutiveDashboardMetrics } from "@/lib/domain/snapshot";

/** What an executive asks first, as the newest cycle stored it; null before the first cycle. */
export async function readExecutiveDashboard(ctx: Ctx): Promise<ExecutiveDashboardMetrics | null> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.snapshots.latestExecutive();
}

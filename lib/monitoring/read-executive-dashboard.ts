import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ExecutiveReading } from "@/lib/domain/snapshot";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";

const WEEK_MS = 7 * DAY_MS;
/** Cycles of days ago are kept one a minute. */
const AROUND_MS = 2 * MINUTE_MS;

/**
 * What an executive asks first, as the newest cycle stored it, beside what a cycle of the same time last week stored of
 * availability and money at risk; null before the first cycle.
 */
export async function readExecutiveDashboard(ctx: Ctx): Promise<ExecutiveReading | null> {
  requireScope(ctx.actor, "metrics:read");
  const latest = await ctx.snapshots.latestExecutive();
  if (!latest) return null;
  const before = await ctx.snapshots.executiveWithin(
    latest.asOfMs - WEEK_MS - AROUND_MS,
    latest.asOfMs - WEEK_MS,
  );
  return {
    ...latest,
    lastWeek: before && {
      asOfMs: before.asOfMs,
      systemAvailabilityRatio: before.systemAvailabilityRatio,
      revenueImpactPerMinute: before.revenueImpactPerMinute,
    },
  };
}

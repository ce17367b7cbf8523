import type { ExpectedDay, Outlook, PlanGap, Runway } from "@/lib/domain/capacity";
import type { Resource } from "@/lib/domain/health";

interface RunwayQuery {
  readonly resource: Resource;
  readonly targetRatio: number;
  readonly outlook: Outlook;
  /** Its expected days as planned for, no farther than was asked. */
  readonly days: readonly ExpectedDay[];
}

/** The first days on which the busiest hour's median, and its upper 80 %, pass the target. */
export function runwayOf({ resource, targetRatio, outlook, days }: RunwayQuery): Runway {
  const first = (of: (day: ExpectedDay) => number) =>
    days.find((day) => of(day) > targetRatio)?.dayMs ?? null;
  return {
    resource,
    targetRatio,
    newestRatio: outlook.measured.at(-1)?.peak ?? null,
    medianDayMs: first(({ peak }) => peak.median),
    upperDayMs: first(({ peak }) => peak.upper80),
    knownDays: days.length,
    gap: days.length > 0 ? null : gapOf(outlook),
  };
}

/** Why nothing is expected. */
export function gapOf({ lacks, measured, expected }: Outlook): PlanGap {
  return lacks !== null || measured.length > 0 || expected.length > 0 ? "insufficient-history" : "no-data";
}

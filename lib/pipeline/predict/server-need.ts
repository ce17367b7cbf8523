import type { ExpectedDay, ServerNeed } from "@/lib/domain/capacity";

type Level = "median" | "upper80" | "upper95";

export interface RegionLoad {
  readonly region: string;
  readonly days: readonly ExpectedDay[];
}

interface NeedQuery {
  readonly own: RegionLoad;
  /** The other regions that serve. */
  readonly others: readonly RegionLoad[];
  readonly carriedPerServer: number;
  /** null: how many there are is not known. */
  readonly servers: number | null;
}

/**
 * Servers for the busiest hour ahead, and for the largest other region's traffic beside it: lost, it is taken over by those
 * that remain, in proportion to their own. null where nothing is expected.
 */
export function serverNeed({ own, others, carriedPerServer, servers }: NeedQuery): ServerNeed | null {
  if (own.days.length === 0) return null;
  const serversFor = (load: number) => Math.ceil(tidy(load / carriedPerServer));
  const totals = (level: Level) => own.days.map((day) => withLoss(day, others, level));
  const most = (loads: readonly number[]) => serversFor(Math.max(...loads));
  const upper = totals("upper80");
  const withoutLoss = most(own.days.map(({ peak }) => peak.upper80));
  const short = upper.findIndex((load) => servers !== null && serversFor(load) > servers);
  return {
    servers: most(upper),
    forLoss: most(upper) - withoutLoss,
    low: most(totals("median")),
    high: most(totals("upper95")),
    shortDayMs: short < 0 ? null : own.days[short].dayMs,
  };
}

/** A day's busiest hour with what comes from the largest other region, should it be lost. */
function withLoss(own: ExpectedDay, others: readonly RegionLoad[], level: Level): number {
  const load = own.peak[level];
  const beside = others.flatMap(
    ({ days }) => days.find(({ dayMs }) => dayMs === own.dayMs)?.peak[level] ?? [],
  );
  if (beside.length === 0) return load;
  const largest = Math.max(...beside);
  const remaining = beside.reduce((sum, one) => sum + one, 0) - largest + load;
  return remaining > 0 ? load + (largest * load) / remaining : load;
}

/** Rounding noise does not need a server of its own: 10.000000000000002 are 10. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

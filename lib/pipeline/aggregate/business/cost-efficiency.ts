import type { CostFigures } from "@/lib/domain/business-snapshot";
import { TARGET_UTILIZATION } from "@/lib/domain/health";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/window";

export interface CostRegion {
  readonly servers: number | null;
  /** Its own, else the world's; null: not configured. */
  readonly pricePerServerHour: number | null;
  readonly requestsPerSecond: number | null;
  readonly cpuRatio: number | null;
  readonly memoryRatio: number | null;
}

const SECONDS_PER_HOUR = HOUR_MS / SECOND_MS;
const MILLION = 1e6;

/**
 * What a region's servers cost, per million requests, and which share of what is paid for is in useful use: a server is in
 * full use at its target, so use counts as utilisation ÷ target (of CPU or memory, whichever is closer to it), at most 1.
 * null where servers or price are not known.
 */
export function regionCost(region: CostRegion, targetRatio: number | null): CostFigures | null {
  const { servers, pricePerServerHour, requestsPerSecond } = region;
  if (servers === null || pricePerServerHour === null) return null;
  const perHour = servers * pricePerServerHour;
  return {
    perHour,
    perMillionRequests: perMillion(perHour, requestsPerSecond),
    efficiencyRatio: usefulShare(region, targetRatio),
    servers,
  };
}

/** The regions whose cost is known, added up; requests and use are of the same regions. null of none. */
export function worldCost(
  regions: readonly { readonly cost: CostFigures | null; readonly requestsPerSecond: number | null }[],
): CostFigures | null {
  const known = regions.flatMap(({ cost, requestsPerSecond }) => (cost ? [{ cost, requestsPerSecond }] : []));
  if (known.length === 0) return null;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const used = known.flatMap(({ cost }) =>
    cost.efficiencyRatio === null
      ? []
      : [{ paid: cost.perHour, useful: cost.perHour * cost.efficiencyRatio }],
  );
  const paidForUsed = sum(used.map(({ paid }) => paid));
  const serving = known.filter(({ requestsPerSecond }) => requestsPerSecond !== null);
  return {
    perHour: sum(known.map(({ cost }) => cost.perHour)),
    perMillionRequests: perMillion(
      sum(serving.map(({ cost }) => cost.perHour)),
      sum(serving.map(({ requestsPerSecond }) => requestsPerSecond ?? 0)),
    ),
    efficiencyRatio: paidForUsed > 0 ? sum(used.map(({ useful }) => useful)) / paidForUsed : null,
    servers: sum(known.map(({ cost }) => cost.servers)),
  };
}

function perMillion(perHour: number, requestsPerSecond: number | null): number | null {
  if (requestsPerSecond === null || requestsPerSecond <= 0) return null;
  return (perHour / (requestsPerSecond * SECONDS_PER_HOUR)) * MILLION;
}

function usefulShare({ cpuRatio, memoryRatio }: CostRegion, targetRatio: number | null): number | null {
  const used = [
    cpuRatio === null ? [] : cpuRatio / (targetRatio ?? TARGET_UTILIZATION.cpu),
    memoryRatio === null ? [] : memoryRatio / (targetRatio ?? TARGET_UTILIZATION.memory),
  ].flat();
  return used.length === 0 ? null : Math.min(1, Math.max(...used));
}

/** What each penalty of the health score may take at most; together 100. */
export const MAX_PENALTY = { availability: 50, latency: 25, saturation: 15, incidents: 10 } as const;
export const FULL_SCORE = 100;

/** A resource that can be full, and the utilisation above which that is a risk. */
export const TARGET_UTILIZATION = { cpu: 0.85, memory: 0.9, disk: 0.85, connections: 0.85 } as const;
export type Resource = keyof typeof TARGET_UTILIZATION;

export interface Utilization {
  readonly resource: Resource;
  readonly ratio: number;
}

interface ResourceRatios {
  readonly cpuRatio: number | null;
  readonly memoryRatio: number | null;
  readonly diskRatio: number | null;
  readonly connectionRatio: number | null;
}

/** The utilisations that are known. */
export function knownUtilizations(figures: ResourceRatios): Utilization[] {
  const all: readonly (readonly [Resource, number | null])[] = [
    ["cpu", figures.cpuRatio],
    ["memory", figures.memoryRatio],
    ["disk", figures.diskRatio],
    ["connections", figures.connectionRatio],
  ];
  return all.flatMap(([resource, ratio]) => (ratio === null ? [] : [{ resource, ratio }]));
}

/** The fullest of cpu, memory, disk and connections; null when none is known. */
export function worstUtilization(figures: ResourceRatios): Utilization | null {
  const known = knownUtilizations(figures);
  return known.length === 0 ? null : known.reduce((worst, one) => (one.ratio > worst.ratio ? one : worst));
}

import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { ScopeFigures, ScopeHealth } from "@/lib/domain/snapshot";

/** What every figure is before the first monitoring cycle: not known. */
export const NO_FIGURES: ScopeFigures = {
  requestsPerSecond: null,
  throughputPerSecond: null,
  errorRatio: null,
  availabilityRatio: null,
  latencyP50Ms: null,
  latencyP95Ms: null,
  latencyP99Ms: null,
  latencyInterpolated: false,
  latencyBounds: [],
  activeUsers: null,
  cpuRatio: null,
  memoryRatio: null,
  diskRatio: null,
  networkRatio: null,
  connectionRatio: null,
  servers: null,
  databaseConnections: null,
  cacheHitRatio: null,
  loadBalancerHealthRatio: null,
};

export const NO_CYCLE_YET = "No monitoring cycle has finished yet.";

export const NO_HEALTH: ScopeHealth = {
  status: "unknown",
  statusBecause: NO_CYCLE_YET,
  statusSinceMs: null,
  healthScore: null,
  penalties: [],
  performanceScore: null,
};

const REMEDY =
  "Wait for the worker's next cycle (every 10 s); if none comes, /readyz says whether the worker runs.";

/** `meta.missing` of an answer from before the first cycle: every null field of `data`, nested ones with dots. */
export function missingBeforeFirstCycle(data: object): MissingFigureContract[] {
  return nullFields(data, "").map((field) => ({ field, reason: "no-data", remedy: REMEDY }));
}

/** Paths of the fields of `data` that are null; looks into nested objects, not into lists. */
export function nullFields(data: object, prefix: string): string[] {
  return Object.entries(data).flatMap(([name, value]) => {
    if (value === null) return [prefix + name];
    return typeof value === "object" && !Array.isArray(value) ? nullFields(value, `${prefix}${name}.`) : [];
  });
}

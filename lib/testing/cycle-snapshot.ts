import { computeCycle } from "@/lib/monitoring/compute-cycle";
import type { CycleInputs } from "@/lib/monitoring/cycle-inputs";
import type { CycleSnapshot } from "@/lib/domain/snapshot";

/** Inputs of a cycle that knows nothing; tests add what they are about. */
export function emptyCycleInputs(asOfMs: number): CycleInputs {
  const none = { regions: [], services: [] };
  return {
    asOfMs,
    regionCodes: [],
    signals: [],
    objectives: [],
    windows: none,
    latencies: none,
    hours: none,
    spans: new Map(),
    lastWeek: [],
    before: new Map(),
    firstRequestMs: null,
  };
}

/** A snapshot in which these regions have one service each and nothing is known. */
export function emptySnapshot(asOfMs: number, regions: readonly string[] = []): CycleSnapshot {
  const signals = regions.map((region) => ({
    metric: "cpu" as const,
    region,
    service: "shop",
    intervalMs: null,
    newestSampleMs: asOfMs,
    demo: false,
  }));
  return computeCycle({ ...emptyCycleInputs(asOfMs), regionCodes: regions, signals });
}

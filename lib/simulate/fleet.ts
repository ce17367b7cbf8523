import { serviceState } from "./fleet-state";
import { addRequests, noLatency, type LatencyTotals } from "./latency";
import { ditheredCount, unitHash } from "./noise";
import { SIMULATED_SERVICES, type SimulatedRegion, type SimulatedService } from "./world";

/** What a service's counters in a region stand at since the region's start. */
interface ServiceTotals {
  readonly answered: LatencyTotals;
  readonly failed: LatencyTotals;
  readonly cacheHits: number;
  readonly cacheMisses: number;
}

/** A region's counters. They begin at 0 when its simulation starts, as every process' counters do. */
export interface RegionTotals {
  readonly region: SimulatedRegion;
  readonly startMs: number;
  readonly asOfMs: number;
  /** By service.index. */
  readonly services: readonly ServiceTotals[];
}

const MS_PER_SECOND = 1_000;
/** A machine that slept did not serve: of a longer pause only this much is counted. */
const LONGEST_STEP_MS = 60_000;

const Draw = {
  requests: 101,
  failures: 102,
  answeredLatency: 103,
  failedLatency: 104,
  lookups: 105,
  hits: 106,
} as const;

export function startRegion(region: SimulatedRegion, nowMs: number): RegionTotals {
  const services = SIMULATED_SERVICES.map(() => ({
    answered: noLatency(),
    failed: noLatency(),
    cacheHits: 0,
    cacheMisses: 0,
  }));
  return { region, startMs: nowMs, asOfMs: nowMs, services };
}

/**
 * What happened in a region up to `nowMs`. The same seed, start and steps give the same totals. A clock that went back
 * adds nothing.
 */
export function advanceRegion(seed: number, totals: RegionTotals, nowMs: number): RegionTotals {
  const elapsedMs = Math.min(LONGEST_STEP_MS, Math.max(0, nowMs - totals.asOfMs));
  return {
    ...totals,
    asOfMs: nowMs,
    services: SIMULATED_SERVICES.map((service) =>
      advanceService(seed, totals.region, service, totals.services[service.index], nowMs, elapsedMs),
    ),
  };
}

/** Requests of one service in one region during the `elapsedMs` that end at `nowMs`. */
export function requestsDuring(
  seed: number,
  region: SimulatedRegion,
  service: SimulatedService,
  nowMs: number,
  elapsedMs: number,
): { requests: number; failed: number } {
  const state = serviceState(seed, region, service, nowMs - elapsedMs / 2);
  const unit = (draw: number) => unitHash(seed, region.index, service.index, draw, nowMs);
  const requests = ditheredCount((state.requestsPerSecond * elapsedMs) / MS_PER_SECOND, unit(Draw.requests));
  const failed = Math.min(requests, ditheredCount(requests * state.errorRatio, unit(Draw.failures)));
  return { requests, failed };
}

function advanceService(
  seed: number,
  region: SimulatedRegion,
  service: SimulatedService,
  totals: ServiceTotals,
  nowMs: number,
  elapsedMs: number,
): ServiceTotals {
  const { latency, cache } = serviceState(seed, region, service, nowMs - elapsedMs / 2);
  const unit = (draw: number) => unitHash(seed, region.index, service.index, draw, nowMs);
  const { requests, failed } = requestsDuring(seed, region, service, nowMs, elapsedMs);
  const lookups =
    cache === null
      ? 0
      : ditheredCount((cache.lookupsPerSecond * elapsedMs) / MS_PER_SECOND, unit(Draw.lookups));
  const hits =
    cache === null ? 0 : Math.min(lookups, ditheredCount(lookups * cache.hitRatio, unit(Draw.hits)));
  return {
    answered: addRequests(totals.answered, latency, requests - failed, unit(Draw.answeredLatency)),
    failed: addRequests(totals.failed, latency, failed, unit(Draw.failedLatency)),
    cacheHits: totals.cacheHits + hits,
    cacheMisses: totals.cacheMisses + lookups - hits,
  };
}

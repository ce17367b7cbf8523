import type { FleetWorld } from "./fleet-world";
import { addRequests, noLatency, type LatencyTotals } from "./latency";
import { ditheredCount, unitHash } from "./noise";
import { basket, ordersPerSecond } from "./business";
import { regionStates } from "./region-state";
import type { ServiceState } from "./service-state";
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
  readonly orders: number;
  readonly revenue: number;
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
  orders: 107,
} as const;

export function startRegion(region: SimulatedRegion, nowMs: number): RegionTotals {
  const services = SIMULATED_SERVICES.map(() => ({
    answered: noLatency(),
    failed: noLatency(),
    cacheHits: 0,
    cacheMisses: 0,
  }));
  return { region, startMs: nowMs, asOfMs: nowMs, services, orders: 0, revenue: 0 };
}

/**
 * What happened in a region up to `nowMs`. The same world, start and steps give the same totals. A clock that went back
 * adds nothing.
 */
export function advanceRegion(world: FleetWorld, totals: RegionTotals, nowMs: number): RegionTotals {
  const { region } = totals;
  const elapsedMs = Math.min(LONGEST_STEP_MS, Math.max(0, nowMs - totals.asOfMs));
  const middleMs = nowMs - elapsedMs / 2;
  const states = regionStates(world, region, middleMs);
  const expectedOrders = (ordersPerSecond(region, states) * elapsedMs) / MS_PER_SECOND;
  const orders = ditheredCount(expectedOrders, unitHash(world.seed, region.index, Draw.orders, nowMs));
  return {
    ...totals,
    asOfMs: nowMs,
    services: SIMULATED_SERVICES.map((service) => {
      const step = { seed: world.seed, region, service, state: states[service.index], nowMs, elapsedMs };
      return advanceService(step, totals.services[service.index]);
    }),
    orders: totals.orders + orders,
    revenue: totals.revenue + orders * basket(world.seed, region, middleMs),
  };
}

/** One service in one region during the `elapsedMs` that end at `nowMs`. */
interface ServiceStep {
  readonly seed: number;
  readonly region: SimulatedRegion;
  readonly service: SimulatedService;
  readonly state: ServiceState;
  readonly nowMs: number;
  readonly elapsedMs: number;
}

/** Requests of one service in one region during the `elapsedMs` that end at `nowMs`. */
export function requestsDuring(step: ServiceStep): { requests: number; failed: number } {
  const { state, elapsedMs } = step;
  const expected = (state.requestsPerSecond * elapsedMs) / MS_PER_SECOND;
  const requests = ditheredCount(expected, draw(step, Draw.requests));
  const failed = Math.min(requests, ditheredCount(requests * state.errorRatio, draw(step, Draw.failures)));
  return { requests, failed };
}

function draw({ seed, region, service, nowMs }: ServiceStep, what: number): number {
  return unitHash(seed, region.index, service.index, what, nowMs);
}

function advanceService(step: ServiceStep, totals: ServiceTotals): ServiceTotals {
  const { latency, cache } = step.state;
  const { requests, failed } = requestsDuring(step);
  const expectedLookups = ((cache?.lookupsPerSecond ?? 0) * step.elapsedMs) / MS_PER_SECOND;
  const lookups = ditheredCount(expectedLookups, draw(step, Draw.lookups));
  const expectedHits = lookups * (cache?.hitRatio ?? 0);
  const hits = Math.min(lookups, ditheredCount(expectedHits, draw(step, Draw.hits)));
  return {
    answered: addRequests(totals.answered, latency, requests - failed, draw(step, Draw.answeredLatency)),
    failed: addRequests(totals.failed, latency, failed, draw(step, Draw.failedLatency)),
    cacheHits: totals.cacheHits + hits,
    cacheMisses: totals.cacheMisses + lookups - hits,
  };
}

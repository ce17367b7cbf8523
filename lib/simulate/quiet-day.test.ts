import { describe, expect, it } from "vitest";
import { bucketUpperBound } from "./exponential-buckets";
import { advanceRegion, requestsDuring, startRegion } from "./fleet";
import { quietWorld } from "./fleet-world";
import { LATENCY_FIRST_BUCKET, LATENCY_SCALE } from "./latency";
import { activeUsers, serviceState } from "./region-state";
import type { ServiceState } from "./service-state";
import {
  SIMULATED_REGIONS,
  SIMULATED_SERVICES,
  WORLD_PEAK_REQUESTS_PER_SECOND,
  WORLD_PEAK_USERS,
  type SimulatedRegion,
  type SimulatedService,
} from "./world";

/** The figures that the fleet shows while nothing is wrong, over whole days of the pure model. */

const MINUTE_MS = 60_000;
const STEP_MS = 10_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEDNESDAY_MS = Date.UTC(2026, 10, 25);
const SATURDAY_MS = Date.UTC(2026, 10, 28);
const SEEDS = [1, 2, 77];
const worldOf = (seed: number) => quietWorld(seed, WEDNESDAY_MS);

const CELLS = SIMULATED_REGIONS.flatMap((region) =>
  SIMULATED_SERVICES.map((service) => ({ region, service })),
);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]) => total(values) / values.length;

function timesOfDay(dayMs: number, everyMs: number): number[] {
  return Array.from({ length: DAY_MS / everyMs }, (_, i) => dayMs + i * everyMs);
}
function worldStates(seed: number, timeMs: number): ServiceState[] {
  return CELLS.map(({ region, service }) => serviceState(worldOf(seed), region, service, timeMs));
}
function worldRequests(seed: number, timeMs: number): number {
  return total(worldStates(seed, timeMs).map((state) => state.requestsPerSecond));
}
function worldUsers(seed: number, timeMs: number): number {
  return total(SIMULATED_REGIONS.map((region) => activeUsers(worldOf(seed), region, timeMs)));
}
function highest(seed: number, dayMs: number, value: (seed: number, timeMs: number) => number): number {
  return Math.max(...timesOfDay(dayMs, MINUTE_MS).map((timeMs) => value(seed, timeMs)));
}

/** Five-minute latency counts of one cell: six steps of 10 s and the bucket counts they leave. */
function latencyCounts(seed: number, region: SimulatedRegion, timeMs: number): Float64Array[] {
  let totals = startRegion(region, timeMs);
  for (let step = 1; step <= 6; step++)
    totals = advanceRegion(worldOf(seed), totals, timeMs + step * STEP_MS);
  return totals.services.map(({ answered, failed }) =>
    answered.counts.map((count, i) => count + failed.counts[i]),
  );
}
function quantileMs(counts: Float64Array, quantile: number): number {
  const wanted = quantile * counts.reduce((sum, count) => sum + count, 0);
  let reached = 0;
  const bucket = counts.findIndex((count) => (reached += count) >= wanted);
  return 1_000 * bucketUpperBound(LATENCY_FIRST_BUCKET + bucket, LATENCY_SCALE);
}
function errorRatios(
  seed: number,
  region: SimulatedRegion,
  service: SimulatedService,
  dayMs: number,
): number[] {
  return timesOfDay(dayMs, 7 * MINUTE_MS).map((timeMs) => {
    const steps = Array.from({ length: 6 }, (_, i) => {
      const nowMs = timeMs + i * STEP_MS;
      const state = serviceState(worldOf(seed), region, service, nowMs - STEP_MS / 2);
      return requestsDuring({ seed, region, service, state, nowMs, elapsedMs: STEP_MS });
    });
    return total(steps.map((step) => step.failed)) / total(steps.map((step) => step.requests));
  });
}

describe.each(SEEDS)("a quiet working day of seed %i", (seed) => {
  it("peaks at 2.5 million requests a second and 1.2 billion users", () => {
    expect(
      Math.abs(highest(seed, WEDNESDAY_MS, worldRequests) / WORLD_PEAK_REQUESTS_PER_SECOND - 1),
    ).toBeLessThan(0.01);
    expect(Math.abs(highest(seed, WEDNESDAY_MS, worldUsers) / WORLD_PEAK_USERS - 1)).toBeLessThan(0.01);
  });

  it("uses 65 % of cpu, 70 % of memory, 55 % of disk, and 74 % of cpu in a region's evening", () => {
    const states = timesOfDay(WEDNESDAY_MS, 10 * MINUTE_MS).map((timeMs) => worldStates(seed, timeMs));
    const ofDay = (value: (state: ServiceState) => number) =>
      mean(states.map((world) => mean(world.map(value))));
    expect(ofDay((state) => state.cpu)).toBeCloseTo(0.65, 2);
    expect(ofDay((state) => state.memory)).toBeCloseTo(0.7, 2);
    expect(ofDay((state) => state.disk)).toBeCloseTo(0.55, 2);
    const serversOf = (state: ServiceState) => state.servers;
    const byServer = states.map(
      (world) => total(world.map((s) => s.cpu * serversOf(s))) / total(world.map(serversOf)),
    );
    expect(Math.abs(mean(byServer) - 0.65)).toBeLessThan(0.01);
    const evening = mean(
      SIMULATED_SERVICES.map(
        (s) => serviceState(worldOf(seed), SIMULATED_REGIONS[2], s, WEDNESDAY_MS + 20 * 60 * MINUTE_MS).cpu,
      ),
    );
    expect(evening).toBeCloseTo(0.74, 2);
    const ratios = states.flat().flatMap((s) => [s.cpu, s.memory, s.disk, s.network]);
    expect(Math.max(...ratios)).toBeLessThan(0.8);
    expect(Math.min(...ratios)).toBeGreaterThan(0.1);
  });

  it("holds about 125,000 database connections, 60 to 70 % of their limit, and hits its caches 94 % of the time", () => {
    const states = timesOfDay(WEDNESDAY_MS, 10 * MINUTE_MS).map((timeMs) => worldStates(seed, timeMs));
    const used = states.map((world) => total(world.map((state) => state.connections?.used ?? 0)));
    const limit = total(states[0].map((state) => state.connections?.limit ?? 0));
    expect(Math.abs(mean(used) / 125_000 - 1)).toBeLessThan(0.02);
    expect(Math.min(...used) / limit).toBeGreaterThan(0.6);
    expect(Math.max(...used) / limit).toBeLessThan(0.7);
    const caches = states.flat().flatMap((state) => (state.cache === null ? [] : [state.cache]));
    const hits = total(caches.map((cache) => cache.lookupsPerSecond * cache.hitRatio));
    expect(hits / total(caches.map((cache) => cache.lookupsPerSecond))).toBeCloseTo(0.94, 2);
  });

  it("fails about 0.006 % of requests, and every service in every region below 0.01 % in every seventh minute", () => {
    const ratios = CELLS.map(({ region, service }) => errorRatios(seed, region, service, WEDNESDAY_MS));
    expect(Math.max(...ratios.flat())).toBeLessThan(0.0001);
    const world = CELLS.map(({ service }, i) => service.requestShare * mean(ratios[i]));
    expect(total(world) / SIMULATED_REGIONS.length).toBeCloseTo(0.00006, 5);
  });

  it("answers 95 % within 85 ms and 99 % within 150 ms, and so does every service in every region", () => {
    const world = new Float64Array(1_000);
    for (const timeMs of timesOfDay(WEDNESDAY_MS, 60 * MINUTE_MS)) {
      for (const region of SIMULATED_REGIONS) {
        for (const counts of latencyCounts(seed, region, timeMs)) {
          expect(quantileMs(counts, 0.99)).toBeLessThan(140);
          expect(quantileMs(counts, 0.95)).toBeLessThan(85);
          counts.forEach((count, i) => (world[i] += count));
        }
      }
    }
    expect(quantileMs(world, 0.95)).toBeLessThan(85);
    expect(quantileMs(world, 0.99)).toBeLessThan(150);
  });
});

describe("days and weeks", () => {
  it("is busiest in each region's own evening and quietest before its dawn", () => {
    for (const region of SIMULATED_REGIONS) {
      const requests = (timeMs: number) =>
        total(
          SIMULATED_SERVICES.map(
            (service) => serviceState(worldOf(1), region, service, timeMs).requestsPerSecond,
          ),
        );
      const byHour = timesOfDay(WEDNESDAY_MS, 60 * MINUTE_MS).map(requests);
      const localHour = (utcHour: number) => (utcHour + region.utcOffsetHours + 24) % 24;
      expect([19, 20, 21]).toContain(localHour(byHour.indexOf(Math.max(...byHour))));
      expect([2, 3, 4]).toContain(localHour(byHour.indexOf(Math.min(...byHour))));
      expect(Math.min(...byHour) / Math.max(...byHour)).toBeLessThan(0.5);
    }
  });

  it("is a little quieter on Saturday, later in the morning, and never jumps at midnight", () => {
    const saturday = highest(1, SATURDAY_MS, worldRequests) / WORLD_PEAK_REQUESTS_PER_SECOND;
    expect(saturday).toBeGreaterThan(0.9);
    expect(saturday).toBeLessThan(1.01);
    const morning = SATURDAY_MS + 8 * 60 * MINUTE_MS;
    const ireland = SIMULATED_REGIONS[2];
    const users = (timeMs: number) => activeUsers(worldOf(1), ireland, timeMs);
    expect(users(morning)).toBeLessThan(0.97 * users(morning - 3 * DAY_MS));
    for (let timeMs = WEDNESDAY_MS; timeMs < WEDNESDAY_MS + 7 * DAY_MS; timeMs += MINUTE_MS) {
      expect(Math.abs(users(timeMs + MINUTE_MS) / users(timeMs) - 1)).toBeLessThan(0.01);
    }
  });
});

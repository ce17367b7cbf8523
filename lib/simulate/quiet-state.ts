import { smoothNoise, unitHash } from "./noise";
import {
  activeUserLoad,
  hoursSinceCleanUp,
  regionLoad,
  weekendLoad,
  WORLD_PEAK_LOAD,
  WORLD_PEAK_USER_LOAD,
} from "./rhythm";
import {
  CONNECTION_LIMITS,
  SERVERS,
  WORLD_PEAK_REQUESTS_PER_SECOND,
  WORLD_PEAK_USERS,
  type SimulatedRegion,
  type SimulatedService,
} from "./world";
import { growthFactor } from "./growth";
import type { FleetWorld } from "./fleet-world";
import type { ServiceState } from "./service-state";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const STEP_MS = 10_000;

/** What each kind of noise is for; part of its hash key, so no two share a course. */
const Channel = {
  traffic: 1,
  region: 2,
  users: 3,
  errors: 4,
  latency: 5,
  cpu: 6,
  memory: 7,
  disk: 8,
  network: 9,
  connections: 10,
  cache: 11,
  targets: 12,
} as const;
const KEYS_PER_REGION = 10_000;
const KEYS_PER_SERVICE = 100;

function regionKey(region: SimulatedRegion, channel: number): number {
  return (region.index + 1) * KEYS_PER_REGION + channel;
}
function serviceKey(region: SimulatedRegion, service: SimulatedService, channel: number): number {
  return regionKey(region, channel) + (service.index + 1) * KEYS_PER_SERVICE;
}

/** Slow drift of a whole region's traffic, and what one service and one step add to it (relative). */
const REGION_TRAFFIC_NOISE = 0.004;
const SERVICE_TRAFFIC_NOISE = 0.008;
const STEP_TRAFFIC_NOISE = 0.006;

function requestsPerSecond(
  seed: number,
  region: SimulatedRegion,
  service: SimulatedService,
  timeMs: number,
  load: number,
): number {
  const weekend = weekendLoad(region, service, timeMs);
  const key = serviceKey(region, service, Channel.traffic);
  const jitter = 2 * unitHash(seed, key, Math.floor(timeMs / STEP_MS)) - 1;
  const noise =
    1 +
    REGION_TRAFFIC_NOISE * smoothNoise(seed, regionKey(region, Channel.region), timeMs, 40 * MINUTE_MS) +
    SERVICE_TRAFFIC_NOISE * smoothNoise(seed, key, timeMs, 7 * MINUTE_MS) +
    STEP_TRAFFIC_NOISE * jitter;
  const atPeak = (WORLD_PEAK_REQUESTS_PER_SECOND * region.share) / WORLD_PEAK_LOAD;
  return atPeak * service.requestShare * load * weekend * noise;
}

/** × what world.ts says. */
function worldSize(world: FleetWorld, timeMs: number): number {
  return world.size * growthFactor(world.nominalAtMs, timeMs);
}

/** Users active in the region, counted once each, whatever services they use. */
export function quietUsers(world: FleetWorld, region: SimulatedRegion, timeMs: number): number {
  const key = regionKey(region, Channel.users);
  const noise = 1 + REGION_TRAFFIC_NOISE * smoothNoise(world.seed, key, timeMs, 25 * MINUTE_MS);
  const load = activeUserLoad(regionLoad(region, timeMs)) / WORLD_PEAK_USER_LOAD;
  return WORLD_PEAK_USERS * region.share * load * noise * worldSize(world, timeMs);
}

/** A quiet fleet's utilisation: at rest, added at full load, and how far it wanders. */
const CPU = { rest: 0.467, load: 0.273, noise: 0.012 };
const MEMORY = { rest: 0.68, load: 0.03, noise: 0.01 };
const DISK = { rest: 0.545, perHour: 0.0004, noise: 0.002 };
const NETWORK = { rest: 0.16, load: 0.34, noise: 0.015 };
const CONNECTIONS = { rest: 0.56, load: 0.131, noise: 0.01 };
const ERROR_NOISE = 0.12;
const LATENCY = { load: 0.08, noise: 0.03 };
const CACHE_NOISE = 0.002;
/** Targets out for a rolling restart, on average. */
const RESTARTING_SHARE = 0.0004;

/** The autoscaler follows the day within these limits; on the mean of a day it keeps the nominal number. */
const AUTOSCALING = { lagMs: 6 * MINUTE_MS, meanLoad: 0.72, perLoad: 0.06 };

/** What all services of a region have in common at an instant. */
interface QuietMoment {
  readonly timeMs: number;
  readonly load: number;
  readonly growth: number;
  readonly hoursSinceCleanUp: number;
  /** Servers by service.index. */
  readonly servers: readonly number[];
}

export function quietMoment(world: FleetWorld, region: SimulatedRegion, timeMs: number): QuietMoment {
  const growth = worldSize(world, timeMs);
  const seenLoad = regionLoad(region, timeMs - AUTOSCALING.lagMs);
  const scale = growth * (1 + AUTOSCALING.perLoad * (seenLoad - AUTOSCALING.meanLoad));
  return {
    timeMs,
    load: regionLoad(region, timeMs),
    growth,
    hoursSinceCleanUp: hoursSinceCleanUp(region, timeMs),
    servers:
      world.fixedServers?.[region.index] ??
      SERVERS[region.index].map((nominal) => Math.round(scale * nominal)),
  };
}

/** The state of one service in one region while nothing is wrong: depends on its arguments alone. */
export function quietState(
  seed: number,
  region: SimulatedRegion,
  service: SimulatedService,
  { timeMs, load, growth, ...moment }: QuietMoment,
): ServiceState {
  const wander = (channel: number, periodMs: number) =>
    smoothNoise(seed, serviceKey(region, service, channel), timeMs, periodMs);
  const expected = growth * requestsPerSecond(seed, region, service, timeMs, load);
  const requests = moment.servers[service.index] === 0 ? 0 : expected;
  const servers = moment.servers[service.index];
  const limit = Math.round(growth * CONNECTION_LIMITS[region.index][service.index]);
  const restarting = RESTARTING_SHARE * (1 + wander(Channel.targets, 15 * MINUTE_MS));
  const connectionUse =
    CONNECTIONS.rest +
    CONNECTIONS.load * load +
    CONNECTIONS.noise * wander(Channel.connections, 12 * MINUTE_MS);
  const slower =
    region.latencyFactor *
    (1 + LATENCY.load * load ** 2 + LATENCY.noise * wander(Channel.latency, 6 * MINUTE_MS));
  return {
    requestsPerSecond: requests,
    errorRatio: service.errorRatio * (1 + ERROR_NOISE * wander(Channel.errors, 20 * MINUTE_MS)),
    latency: {
      medianMs: service.medianMs * slower,
      spread: service.spread,
      slowShare: service.slowShare,
      slowMedianMs: service.slowMedianMs * slower,
      slowSpread: service.slowSpread,
    },
    cpu: CPU.rest + CPU.load * load + service.cpuOffset + CPU.noise * wander(Channel.cpu, 4 * MINUTE_MS),
    memory:
      MEMORY.rest +
      MEMORY.load * load +
      service.memoryOffset +
      MEMORY.noise * wander(Channel.memory, HOUR_MS),
    disk:
      DISK.rest +
      service.diskOffset +
      DISK.perHour * moment.hoursSinceCleanUp +
      DISK.noise * wander(Channel.disk, 3 * HOUR_MS),
    network: NETWORK.rest + NETWORK.load * load + NETWORK.noise * wander(Channel.network, 3 * MINUTE_MS),
    servers,
    targets: servers,
    healthyTargets: servers - Math.round(servers * restarting),
    connections: limit === 0 ? null : { used: Math.round(limit * connectionUse), limit },
    cache:
      service.cacheLookups === 0
        ? null
        : {
            lookupsPerSecond: requests * service.cacheLookups,
            hitRatio: service.cacheHitRatio + CACHE_NOISE * wander(Channel.cache, 10 * MINUTE_MS),
          },
    silent: false,
  };
}

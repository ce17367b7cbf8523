import { serverFactor } from "./autoscaling";
import { cpuDemand, type Pressure } from "./pressure";
import { ramp } from "./progress";
import type { ServiceState } from "./service-state";

/**
 * The physics: what a service does under pressure. Every effect is nil in a quiet moment and grows from where a real
 * resource begins to hurt.
 */

/** What a service's callees do to it. */
export interface Waiting {
  /** × its own time. */
  readonly latency: number;
  /** + share of its requests that fail. */
  readonly errors: number;
}

/** Queueing: from this utilisation on, waiting grows like 1 ÷ (what is left). */
const CPU = { hurtsFrom: 0.8, gain: 0.6, asymptote: 1.02, highest: 0.995, idle: 0.04 };
const MEMORY = {
  slowFrom: 0.9,
  slowBy: 3,
  killsFrom: 0.97,
  killsShare: 0.06,
  outShare: 0.08,
  highest: 0.995,
};
const DISK = { failsFrom: 0.97, failsShare: 0.25, slowBy: 0.8, highest: 0.999 };
const POOL = { waitsFrom: 0.92, waitsBy: 5, failsFrom: 0.985, failsShare: 0.15 };
/** Slow requests hold their connections longer. */
const HELD_PER_SLOWNESS = 0.02;
const HELD_MOST = 0.2;
/** A look-up that misses costs a query: what every missing share of hits adds. */
const MISS = { latency: 4, connections: 0.5, work: 0.4 };
const NETWORK = { idleShare: 0.3, highest: 0.98 };
const ERRORS_MOST = 0.98;
const SLOWEST_FACTOR = 60;

/** Of what it is asked beyond its CPU, most fails. */
const OVERLOAD_FAILS_SHARE = 0.8;

export function strain(
  quiet: ServiceState,
  pressure: Pressure,
  autoscaled: number,
  waiting: Waiting,
): ServiceState {
  const admitted = pressure.demand * (1 - pressure.shed);
  const misses = quiet.cache === null ? 0 : quiet.cache.hitRatio * (1 - pressure.hits);
  const scale = serverFactor(autoscaled, pressure.addedServers);
  const wanted = (quiet.cpu * cpuDemand(pressure) * (1 + MISS.work * misses)) / scale;
  const memory = Math.min(MEMORY.highest, quiet.memory + pressure.memory);
  const disk = Math.min(DISK.highest, quiet.disk + pressure.disk);
  const slowness = pressure.latency * (1 + MISS.latency * misses) * waiting.latency * queueing(wanted);
  const pool = poolUse(quiet, pressure, slowness, misses);
  const latency = Math.min(SLOWEST_FACTOR, slowness * slowedBy(memory, disk, pool));
  const failures = [pressure.errors, waiting.errors, ...failuresOf(wanted, memory, disk, pool)];
  const succeeding = failures.reduce((share, failing) => share * (1 - failing), 1 - quiet.errorRatio);
  const servers = Math.round(quiet.servers * scale);
  const healthyShare = quiet.targets === 0 ? 0 : quiet.healthyTargets / quiet.targets;
  const out = pressure.restarting + MEMORY.outShare * above(memory, MEMORY.killsFrom);
  return {
    requestsPerSecond: quiet.requestsPerSecond * admitted,
    errorRatio: Math.min(ERRORS_MOST, 1 - succeeding),
    latency: {
      ...quiet.latency,
      medianMs: quiet.latency.medianMs * latency,
      slowMedianMs: quiet.latency.slowMedianMs * latency,
    },
    cpu: Math.min(CPU.highest, CPU.idle + (1 - CPU.idle / quiet.cpu) * wanted),
    memory,
    disk,
    network: Math.min(
      NETWORK.highest,
      quiet.network * (NETWORK.idleShare + (1 - NETWORK.idleShare) * admitted),
    ),
    servers,
    targets: servers,
    healthyTargets: Math.round(servers * healthyShare * (1 - out)),
    connections: quiet.connections && {
      used: Math.round(quiet.connections.limit * Math.min(1, pool)),
      limit: quiet.connections.limit,
    },
    cache: quiet.cache && {
      lookupsPerSecond: quiet.cache.lookupsPerSecond * admitted,
      hitRatio: quiet.cache.hitRatio * pressure.hits,
    },
    silent: pressure.silent,
  };
}

/** How far x is above `from` on the way to 1. */
function above(x: number, from: number): number {
  return ramp((x - from) / (1 - from));
}

function queueing(wanted: number): number {
  if (wanted <= CPU.hurtsFrom) return 1;
  const utilization = Math.min(1, wanted);
  return 1 + (CPU.gain * (utilization - CPU.hurtsFrom)) / (CPU.asymptote - utilization);
}

/** Connections in use ÷ limit; 0 without a database. */
function poolUse(quiet: ServiceState, pressure: Pressure, slowness: number, misses: number): number {
  if (quiet.connections === null) return 0;
  const held = Math.min(HELD_MOST, HELD_PER_SLOWNESS * (slowness - 1));
  const usual = quiet.connections.used / Math.max(1, quiet.connections.limit);
  return usual + pressure.connections + held + MISS.connections * misses;
}

function slowedBy(memory: number, disk: number, pool: number): number {
  const collecting = 1 + MEMORY.slowBy * above(memory, MEMORY.slowFrom) ** 2;
  const writing = 1 + DISK.slowBy * above(disk, DISK.failsFrom);
  const queueingForOne = 1 + POOL.waitsBy * above(pool, POOL.waitsFrom);
  return collecting * writing * queueingForOne;
}

function failuresOf(wanted: number, memory: number, disk: number, pool: number): number[] {
  return [
    wanted > 1 ? OVERLOAD_FAILS_SHARE * (1 - 1 / wanted) : 0,
    MEMORY.killsShare * above(memory, MEMORY.killsFrom),
    DISK.failsShare * above(disk, DISK.failsFrom),
    POOL.failsShare * above(pool, POOL.failsFrom),
  ];
}

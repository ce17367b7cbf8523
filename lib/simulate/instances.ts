import type { FleetWorld } from "./fleet-world";
import type { RegionTotals } from "./fleet";
import { unitHash } from "./noise";
import { regionStates } from "./region-state";
import type { RemoteWriteSeries } from "./remote-write-request";
import type { ServiceState } from "./service-state";
import { SIMULATED_SERVICES, type SimulatedRegion } from "./world";

/** A region's servers one by one, as node_exporter and each server's own counters report them. */

/** What a server's counters stand at; they begin at 0 when it appears, as every process' do. */
interface Counters {
  readonly answered: Float64Array;
  readonly failed: Float64Array;
  readonly busySeconds: Float64Array;
  readonly idleSeconds: Float64Array;
}
export interface RegionInstances {
  readonly region: SimulatedRegion;
  /** By service.index; each as long as the service ever had servers. */
  readonly services: readonly Counters[];
}

const MS_PER_SECOND = 1_000;
const MEMORY_BYTES = 64 * 1024 ** 3;
const DISK_BYTES = 512 * 1024 ** 3;
/** Servers of a service differ by this much from their mean. */
const UNLIKE = { cpu: 0.08, memory: 0.03, disk: 0.03 };
const Draw = { cpu: 301, memory: 302, disk: 303, turn: 304 } as const;
const ROOT_DISK = { device: "/dev/sda1", fstype: "ext4", mountpoint: "/" };
const EXPORTER_PORT = 9100;
export const SERIES_PER_INSTANCE = 8;

export function startInstances(region: SimulatedRegion): RegionInstances {
  return { region, services: SIMULATED_SERVICES.map(() => countersFor(0)) };
}

function countersFor(length: number): Counters {
  const zeros = () => new Float64Array(length);
  return { answered: zeros(), failed: zeros(), busySeconds: zeros(), idleSeconds: zeros() };
}

/** Shares what the region did between two of its totals out to its servers; the parts add up to the whole. */
export function advanceInstances(
  world: FleetWorld,
  instances: RegionInstances,
  before: RegionTotals,
  after: RegionTotals,
): RegionInstances {
  const elapsedSeconds = Math.max(0, after.asOfMs - before.asOfMs) / MS_PER_SECOND;
  const states = regionStates(world, instances.region, after.asOfMs);
  return {
    ...instances,
    services: SIMULATED_SERVICES.map(({ index }) => {
      const live = states[index].servers;
      const counters = grown(instances.services[index], live);
      const turn = unitHash(world.seed, instances.region.index, index, Draw.turn, after.asOfMs);
      const done = (kind: "answered" | "failed") =>
        after.services[index][kind].count - before.services[index][kind].count;
      shareOut(counters.answered, live, done("answered"), turn);
      shareOut(counters.failed, live, done("failed"), turn);
      for (let i = 0; i < live; i++) {
        const cpu = unlike(world.seed, Draw.cpu, instances.region, index, i, states[index].cpu, UNLIKE.cpu);
        counters.busySeconds[i] += cpu * elapsedSeconds;
        counters.idleSeconds[i] += (1 - cpu) * elapsedSeconds;
      }
      return counters;
    }),
  };
}

function grown(counters: Counters, length: number): Counters {
  const extend = (values: Float64Array) => {
    const longer = new Float64Array(Math.max(values.length, length));
    longer.set(values);
    return longer;
  };
  return {
    answered: extend(counters.answered),
    failed: extend(counters.failed),
    busySeconds: extend(counters.busySeconds),
    idleSeconds: extend(counters.idleSeconds),
  };
}

/** Adds a whole number to the first `live` values as evenly as it goes; `turn` in [0, 1) says who gets one more. */
function shareOut(values: Float64Array, live: number, total: number, turn: number): void {
  if (live === 0) return;
  const each = Math.floor(total / live);
  const first = Math.floor(turn * live);
  const left = total - each * live;
  for (let i = 0; i < live; i++) values[i] += each + ((i - first + live) % live < left ? 1 : 0);
}

function unlike(
  seed: number,
  draw: number,
  region: SimulatedRegion,
  service: number,
  server: number,
  mean: number,
  spread: number,
): number {
  const off = 2 * unitHash(seed, draw, region.index, service, server) - 1;
  return Math.min(1, Math.max(0, mean * (1 + spread * off)));
}

/** The series of every live server, in parts of at most `mostSeries`. */
export function* instanceSeries(
  world: FleetWorld,
  instances: RegionInstances,
  timeMs: number,
  mostSeries: number,
): Generator<RemoteWriteSeries[]> {
  const states = regionStates(world, instances.region, timeMs);
  let part: RemoteWriteSeries[] = [];
  for (const { index } of SIMULATED_SERVICES)
    for (
      let server = 0;
      server < Math.min(states[index].servers, instances.services[index].answered.length);
      server++
    ) {
      if (part.length + SERIES_PER_INSTANCE > mostSeries) {
        yield part;
        part = [];
      }
      part.push(...seriesOf(world.seed, instances, index, server, states[index]));
    }
  if (part.length > 0) yield part;
}

function seriesOf(
  seed: number,
  { region, services }: RegionInstances,
  index: number,
  server: number,
  state: ServiceState,
): RemoteWriteSeries[] {
  const service = SIMULATED_SERVICES[index].name;
  const host = `${service}-${String(server).padStart(5, "0")}.${region.name}`;
  const labels = { region: region.name, service, instance: `${host}:${EXPORTER_PORT}` };
  const counters = services[index];
  const memory = unlike(seed, Draw.memory, region, index, server, state.memory, UNLIKE.memory);
  const disk = unlike(seed, Draw.disk, region, index, server, state.disk, UNLIKE.disk);
  const series = (name: string, value: number, more: Readonly<Record<string, string>> = {}) => ({
    name,
    labels: { ...labels, ...more },
    value,
  });
  return [
    series("node_cpu_seconds_total", counters.busySeconds[server], { cpu: "0", mode: "user" }),
    series("node_cpu_seconds_total", counters.idleSeconds[server], { cpu: "0", mode: "idle" }),
    series("node_memory_MemTotal_bytes", MEMORY_BYTES),
    series("node_memory_MemAvailable_bytes", Math.round(MEMORY_BYTES * (1 - memory))),
    series("node_filesystem_size_bytes", DISK_BYTES, ROOT_DISK),
    series("node_filesystem_avail_bytes", Math.round(DISK_BYTES * (1 - disk)), ROOT_DISK),
    series("http_requests_total", counters.answered[server], { code: "200" }),
    series("http_requests_total", counters.failed[server], { code: "500" }),
  ];
}

/**
 * What weighs on a service: causes only. What follows from them (latency, errors, saturation) is the physics in
 * strained-state.ts, the same for every scenario and every control action.
 */
export interface Pressure {
  /** × requests that arrive. */
  demand: number;
  /** × CPU time that a request takes. */
  work: number;
  /** + share of memory, of the disk, of the connection limit that is held for nothing. */
  memory: number;
  disk: number;
  connections: number;
  /** × cache hits. */
  hits: number;
  /** + share of requests that fail whatever the load. */
  errors: number;
  /** × time of the service's own work. */
  latency: number;
  /** Share of requests that is turned away before it costs anything. */
  shed: number;
  /** + share of servers that operators added. */
  addedServers: number;
  /** Share of targets that is out for a restart. */
  restarting: number;
  /** Nothing of it is heard. */
  silent: boolean;
}

export function noPressure(): Pressure {
  return {
    demand: 1,
    work: 1,
    memory: 0,
    disk: 0,
    connections: 0,
    hits: 1,
    errors: 0,
    latency: 1,
    shed: 0,
    addedServers: 0,
    restarting: 0,
    silent: false,
  };
}

/** How much CPU time is asked for, relative to a quiet moment. */
export function cpuDemand(pressure: Pressure): number {
  return pressure.work * pressure.demand * (1 - pressure.shed);
}

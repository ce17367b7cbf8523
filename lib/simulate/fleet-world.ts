import type { ControlAction } from "./control-action";
import type { ScenarioInstance } from "./scenario";
import { serversBySize, WORLD_SERVERS } from "./world";

/** All that the fleet's state depends on besides place and time: plain values. */
export interface FleetWorld {
  readonly seed: number;
  /** When the world is as large as world.ts says; it grew towards it and goes on growing. */
  readonly nominalAtMs: number;
  /** Its size then ÷ that of world.ts. */
  readonly size: number;
  /** Servers by [region.index][service.index] where a number was asked for; null: as many as the load needs. */
  readonly fixedServers: readonly (readonly number[])[] | null;
  readonly scenarios: readonly ScenarioInstance[];
  readonly actions: readonly ControlAction[];
}

/** A world in which nothing is wrong. */
export function quietWorld(seed: number, nominalAtMs: number): FleetWorld {
  return { seed, nominalAtMs, size: 1, fixedServers: null, scenarios: [], actions: [] };
}

/** A quiet world of exactly `servers` servers, with the traffic for them. */
export function smallWorld(seed: number, nominalAtMs: number, servers: number): FleetWorld {
  return {
    ...quietWorld(seed, nominalAtMs),
    size: servers / WORLD_SERVERS,
    fixedServers: serversBySize(servers),
  };
}

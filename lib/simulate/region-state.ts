import { AUTOSCALE_LAGS_MS, autoscaledShare } from "./autoscaling";
import { CALLEES_FIRST, DEPENDENCIES } from "./dependencies";
import type { FleetWorld } from "./fleet-world";
import { cpuDemand } from "./pressure";
import { quietMoment, quietState, quietUsers } from "./quiet-state";
import { regionPressure } from "./region-pressure";
import type { ServiceState } from "./service-state";
import { strain, type Waiting } from "./strained-state";
import { SIMULATED_SERVICES, type SimulatedRegion, type SimulatedService } from "./world";

/** A caller gives up on a callee that takes this many times longer than usual, and answers with what it has. */
const PATIENCE = 15;
/** Of the calls that fail, those that a repetition or a fallback does not save. */
const FAILS_THROUGH_SHARE = 0.6;

/** The state of every service of a region at `timeMs`, by service.index: depends on its arguments alone. */
export function regionStates(world: FleetWorld, region: SimulatedRegion, timeMs: number): ServiceState[] {
  const moment = quietMoment(world, region, timeMs);
  const quiet = SIMULATED_SERVICES.map((service) => quietState(world.seed, region, service, moment));
  const pressures = regionPressure(world, region, timeMs, quiet);
  if (pressures === null) return quiet;
  const autoscaled = autoscaledShares(world, region, timeMs, quiet);
  const states = [...quiet];
  for (const index of CALLEES_FIRST) {
    const waiting = waitingFor(index, quiet, states);
    states[index] = strain(quiet[index], pressures[index], autoscaled[index], waiting);
  }
  return states;
}

/** The same for one service; where several of a region are wanted, regionStates costs little more than one. */
export function serviceState(
  world: FleetWorld,
  region: SimulatedRegion,
  service: SimulatedService,
  timeMs: number,
): ServiceState {
  if (world.scenarios.length === 0 && world.actions.length === 0)
    return quietState(world.seed, region, service, quietMoment(world, region, timeMs));
  return regionStates(world, region, timeMs)[service.index];
}

/** Users active in the region: they come and leave with its traffic. */
export function activeUsers(world: FleetWorld, region: SimulatedRegion, timeMs: number): number {
  const users = quietUsers(world, region, timeMs);
  if (world.scenarios.length === 0 && world.actions.length === 0) return Math.round(users);
  const moment = quietMoment(world, region, timeMs);
  const quiet = SIMULATED_SERVICES.map((service) => quietState(world.seed, region, service, moment));
  const pressures = regionPressure(world, region, timeMs, quiet);
  const share = (index: number) => SIMULATED_SERVICES[index].requestShare;
  const demand = pressures?.reduce((sum, pressure, index) => sum + share(index) * pressure.demand, 0) ?? 1;
  return Math.round(users * demand);
}

function autoscaledShares(
  world: FleetWorld,
  region: SimulatedRegion,
  timeMs: number,
  quiet: readonly ServiceState[],
): number[] {
  const speed = Math.max(1, ...world.scenarios.map((instance) => instance.speed));
  const seen = AUTOSCALE_LAGS_MS.map((lagMs) => regionPressure(world, region, timeMs - lagMs / speed, quiet));
  return SIMULATED_SERVICES.map(({ index }) =>
    autoscaledShare(seen.map((pressures) => (pressures === null ? 1 : cpuDemand(pressures[index])))),
  );
}

function waitingFor(index: number, quiet: readonly ServiceState[], states: readonly ServiceState[]): Waiting {
  let latency = 1;
  let succeeding = 1;
  for (const { index: callee, weight } of DEPENDENCIES[index]) {
    const slower = states[callee].latency.medianMs / quiet[callee].latency.medianMs;
    latency += weight * (Math.min(PATIENCE, slower) - 1);
    const failing = Math.max(0, states[callee].errorRatio - quiet[callee].errorRatio);
    succeeding *= 1 - weight * FAILS_THROUGH_SHARE * failing;
  }
  return { latency, errors: 1 - succeeding };
}

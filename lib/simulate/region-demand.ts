import { actionHits, actionLevel, type ControlAction } from "./control-action";
import type { FleetWorld } from "./fleet-world";
import { regionLoad, weekendLoad } from "./rhythm";
import { scenarioLevel } from "./scenario-level";
import { SCENARIOS } from "./scenario-table";
import { SIMULATED_REGIONS, SIMULATED_SERVICES, type SimulatedRegion, type SimulatedService } from "./world";

/**
 * What arrives at a region's services ÷ what does when nothing is wrong, by service.index: scenarios make it more or less,
 * shifts of traffic take it from one region to another and change no total.
 */
export function regionDemand(world: FleetWorld, region: SimulatedRegion, timeMs: number): number[] {
  const shifts = world.actions.filter(
    (action) => action.kind === "shift-traffic" && actionLevel(action, timeMs) > 0,
  );
  const own = scenarioDemand(world, region, timeMs);
  if (shifts.length === 0) return SIMULATED_SERVICES.map(() => own);
  const wanted = SIMULATED_REGIONS.map((other) =>
    other === region ? own : scenarioDemand(world, other, timeMs),
  );
  return SIMULATED_SERVICES.map((service) => {
    const traffic = (at: SimulatedRegion) => quietTraffic(at, timeMs) * weekendLoad(at, service, timeMs);
    let demand = wanted[region.index];
    for (const from of SIMULATED_REGIONS) {
      const shares = shiftedShares(shifts, from, service, timeMs);
      if (from === region) demand -= wanted[from.index] * shares.reduce((sum, share) => sum + share, 0);
      else demand += (wanted[from.index] * shares[region.index] * traffic(from)) / traffic(region);
    }
    return demand;
  });
}

/** Of a region's traffic to a service, the share that all its shifts together take to each region, by region.index. */
function shiftedShares(
  shifts: readonly ControlAction[],
  from: SimulatedRegion,
  service: SimulatedService,
  timeMs: number,
): number[] {
  const shares = SIMULATED_REGIONS.map(() => 0);
  let left = 1;
  for (const shift of shifts) {
    if (!actionHits(shift, from.name, service.name)) continue;
    const moved = left * shift.share * actionLevel(shift, timeMs);
    left -= moved;
    for (const { index, weight } of receivers(from, shift.toRegion, timeMs)) shares[index] += moved * weight;
  }
  return shares;
}

/** Who takes over what leaves a region, in what parts of 1: the target, or all others by their size. */
function receivers(from: SimulatedRegion, target: string | null, timeMs: number) {
  const others = SIMULATED_REGIONS.filter((other) =>
    target === null ? other !== from : other.name === target,
  );
  const all = others.reduce((sum, other) => sum + quietTraffic(other, timeMs), 0);
  return others.map((other) => ({ index: other.index, weight: quietTraffic(other, timeMs) / all }));
}

/** What scenarios do to a region's traffic, where they strike and where what they drive away arrives. */
function scenarioDemand(world: FleetWorld, region: SimulatedRegion, timeMs: number): number {
  let demand = 1;
  for (const instance of world.scenarios) {
    const { demand: atLevel, divertedShare } = SCENARIOS[instance.kind];
    if (!atLevel) continue;
    const level = scenarioLevel(instance, world.actions, timeMs);
    if (instance.region === region.name) demand *= atLevel(level);
    else if (divertedShare)
      demand *= 1 + arrivingShare(region, instance.region, timeMs) * divertedShare(level);
  }
  return demand;
}

/** Of all its services together, in units of its own. */
function quietTraffic(region: SimulatedRegion, timeMs: number): number {
  return region.share * regionLoad(region, timeMs);
}

/** What a region is sent by its size when all traffic leaves another, ÷ its own. */
function arrivingShare(region: SimulatedRegion, leaving: string, timeMs: number): number {
  const from = SIMULATED_REGIONS.find(({ name }) => name === leaving)!;
  const part = receivers(from, null, timeMs).find(({ index }) => index === region.index)!;
  return (part.weight * quietTraffic(from, timeMs)) / quietTraffic(region, timeMs);
}

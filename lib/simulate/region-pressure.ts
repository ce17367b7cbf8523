import { actionHits, pressAction, type ControlAction } from "./control-action";
import type { FleetWorld } from "./fleet-world";
import { noPressure, type Pressure } from "./pressure";
import { regionDemand } from "./region-demand";
import type { ScenarioInstance, Stricken } from "./scenario";
import { scenarioLevel, scenarioTimeline } from "./scenario-level";
import { SCENARIOS } from "./scenario-table";
import { SIMULATED_SERVICES, type SimulatedRegion } from "./world";

/** Longer than any action has an effect of its own. */
const ACTION_LASTS_MS = 12 * 3_600_000;
/** After a scenario the autoscaler still takes its servers back. */
const SETTLING_MS = 900_000;

/** What weighs on a region's services by service.index; null where nothing does. */
export function regionPressure(
  world: FleetWorld,
  region: SimulatedRegion,
  timeMs: number,
  quiet: readonly Stricken["quiet"][],
): Pressure[] | null {
  const scenarios = world.scenarios.filter((instance) => isFelt(instance, region, timeMs));
  const actions = world.actions.filter((action) => isUnderWay(action, region, timeMs));
  if (scenarios.length === 0 && actions.length === 0) return null;
  const demand = regionDemand(world, region, timeMs);
  const pressures = SIMULATED_SERVICES.map(({ index }) => ({ ...noPressure(), demand: demand[index] }));
  for (const instance of scenarios) {
    if (instance.region !== region.name) continue;
    const level = scenarioLevel(instance, world.actions, timeMs);
    if (level === 0) continue;
    for (const { index, name } of SIMULATED_SERVICES)
      if (instance.service === null || instance.service === name)
        SCENARIOS[instance.kind].press(pressures[index], { level, quiet: quiet[index] });
  }
  for (const action of actions)
    for (const { index, name } of SIMULATED_SERVICES)
      if (actionHits(action, region.name, name)) pressAction(pressures[index], action, timeMs);
  return pressures;
}

function isFelt(instance: ScenarioInstance, region: SimulatedRegion, timeMs: number): boolean {
  const near = instance.region === region.name || SCENARIOS[instance.kind].divertedShare !== undefined;
  if (!near || timeMs < instance.startMs) return false;
  return timeMs < scenarioTimeline(instance).endMs + SETTLING_MS / instance.speed;
}

function isUnderWay(action: ControlAction, region: SimulatedRegion, timeMs: number): boolean {
  if (action.region !== region.name && action.kind !== "shift-traffic") return false;
  return timeMs >= action.atMs && (timeMs - action.atMs) * action.speed < ACTION_LASTS_MS;
}

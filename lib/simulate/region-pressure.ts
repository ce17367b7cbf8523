import { actionHits, actionLevel, pressAction, type ControlAction } from "./control-action";
import type { FleetWorld } from "./fleet-world";
import { noPressure, type Pressure } from "./pressure";
import { regionLoad } from "./rhythm";
import type { ScenarioInstance, Stricken } from "./scenario";
import { scenarioLevel, scenarioTimeline } from "./scenario-level";
import { SCENARIOS } from "./scenario-table";
import { SIMULATED_REGIONS, SIMULATED_SERVICES, type SimulatedRegion } from "./world";

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
  const pressures = SIMULATED_SERVICES.map(noPressure);
  for (const instance of scenarios) {
    const { press, divertedShare } = SCENARIOS[instance.kind];
    const level = scenarioLevel(instance, world.actions, timeMs);
    if (level === 0) continue;
    if (instance.region !== region.name) {
      if (divertedShare) divert(pressures, region, instance.region, null, divertedShare(level), timeMs);
      continue;
    }
    for (const { index, name } of SIMULATED_SERVICES)
      if (instance.service === null || instance.service === name)
        press(pressures[index], { level, quiet: quiet[index] });
  }
  for (const action of actions) press(pressures, action, region, timeMs);
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

function press(
  pressures: readonly Pressure[],
  action: ControlAction,
  region: SimulatedRegion,
  timeMs: number,
): void {
  for (const { index, name } of SIMULATED_SERVICES)
    if (actionHits(action, region.name, name)) pressAction(pressures[index], action, timeMs);
  if (action.kind !== "shift-traffic" || action.region === region.name) return;
  const share = action.share * actionLevel(action, timeMs);
  divert(pressures, region, action.region, action, share, timeMs);
}

/** Adds to `region` what `share` of the traffic of another brings it: by its size, or all where it is the target. */
function divert(
  pressures: readonly Pressure[],
  region: SimulatedRegion,
  from: string,
  only: { readonly service: string | null; readonly toRegion: string | null } | null,
  share: number,
  timeMs: number,
): void {
  const target = only?.toRegion ?? null;
  if (share === 0 || (target !== null && target !== region.name)) return;
  const traffic = (other: SimulatedRegion) => other.share * regionLoad(other, timeMs);
  const source = SIMULATED_REGIONS.find((other) => other.name === from);
  if (source === undefined) return;
  const receivers = SIMULATED_REGIONS.filter((other) =>
    target === null ? other !== source : other.name === target,
  );
  const received = receivers.reduce((sum, other) => sum + traffic(other), 0);
  const more = 1 + (share * traffic(source)) / received;
  for (const { index, name } of SIMULATED_SERVICES)
    if (only === null || only.service === null || only.service === name) pressures[index].demand *= more;
}

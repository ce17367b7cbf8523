import { actionHits, actionProgress, type ControlAction } from "./control-action";
import { ramp, smoothRamp } from "./progress";
import type { Scenario, ScenarioInstance } from "./scenario";
import { SCENARIOS } from "./scenario-table";

/** When an instance begins, fails if nobody acts, is being mended by its operators, and is over. */
export interface ScenarioTimeline {
  readonly startMs: number;
  readonly failsAtMs: number;
  readonly mendedFromMs: number;
  readonly endMs: number;
}

export function scenarioTimeline(instance: ScenarioInstance): ScenarioTimeline {
  const { growMs, holdMs, mendMs } = SCENARIOS[instance.kind];
  const after = (ms: number) => instance.startMs + ms / instance.speed;
  return {
    startMs: instance.startMs,
    failsAtMs: after(growMs),
    mendedFromMs: after(growMs + holdMs),
    endMs: after(growMs + holdMs + mendMs),
  };
}

/**
 * How far the instance has come at `timeMs`: 0 nothing, 1 the failure. It grows, holds until its operators mend it, and
 * ends; an action that mends it does so earlier, for good or until it has grown again.
 */
export function scenarioLevel(
  instance: ScenarioInstance,
  actions: readonly ControlAction[],
  timeMs: number,
): number {
  const scenario = SCENARIOS[instance.kind];
  const ageMs = (timeMs - instance.startMs) * instance.speed;
  const over = (ageMs - scenario.growMs - scenario.holdMs) / scenario.mendMs;
  if (ageMs < 0 || over >= 1) return 0;
  let level = grown(scenario, ageMs);
  for (const action of actions) {
    if (!scenario.mendedBy.includes(action.kind) || action.atMs < instance.startMs) continue;
    if (!actionHits(action, instance.region, instance.service ?? action.service ?? "")) continue;
    const sinceMs = (timeMs - action.atMs) * action.speed;
    const again = scenario.regrows ? grown(scenario, sinceMs) : 0;
    level += (again - level) * actionProgress(action, timeMs);
  }
  return level * (1 - smoothRamp(over));
}

function grown(scenario: Scenario, ageMs: number): number {
  const along = ageMs / scenario.growMs;
  return scenario.growth === "steady" ? ramp(along) : smoothRamp(along);
}

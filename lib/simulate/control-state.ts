import { ACTION_COURSES, ACTION_KINDS, type ControlAction } from "./control-action";
import { actionTimes, type FleetControl } from "./fleet-control";
import type { FleetWorld } from "./fleet-world";
import { SCENARIO_KINDS, type ScenarioInstance } from "./scenario";
import { scenarioLevel, scenarioTimeline } from "./scenario-level";
import { SCENARIOS, strikableServices } from "./scenario-table";
import { SIMULATED_REGIONS } from "./world";

/** What the control endpoint answers: names in snake_case, times ISO 8601. */

const iso = (timeMs: number) => new Date(timeMs).toISOString();

export function showState(control: FleetControl, nowMs: number) {
  const world = control.world();
  return {
    now: iso(nowMs),
    speed: control.speed,
    actions_mode: control.obedience,
    scenarios: world.scenarios
      .filter((instance) => nowMs < scenarioTimeline(instance).endMs)
      .map((instance) => showScenario(world, instance, nowMs)),
    actions: control.asked.map(showAction),
    kinds: SCENARIO_KINDS.map((kind) => {
      const { title, scope, growMs, holdMs, mendMs } = SCENARIOS[kind];
      const seconds = (ms: number) => ms / 1_000;
      return {
        kind,
        title,
        scope,
        services: scope === "region" ? [] : strikableServices(kind).map(({ name }) => name),
        grow_seconds: seconds(growMs),
        hold_seconds: seconds(holdMs),
        mend_seconds: seconds(mendMs),
      };
    }),
    action_kinds: ACTION_KINDS.map((action) => {
      const { usual, most } = ACTION_COURSES[action].share;
      return { action, usual_share: most > 0 ? usual : null, most_share: most > 0 ? most : null };
    }),
    regions: SIMULATED_REGIONS.map(({ name }) => name),
  };
}

export function showScenario(world: FleetWorld, instance: ScenarioInstance, nowMs: number) {
  const { startMs, failsAtMs, mendedFromMs, endMs } = scenarioTimeline(instance);
  const { id, kind, region, service } = instance;
  return {
    id,
    kind,
    title: SCENARIOS[kind].title,
    region,
    service,
    started_at: iso(startMs),
    fails_at: iso(failsAtMs),
    mended_from: iso(mendedFromMs),
    ends_at: iso(endMs),
    phase: nowMs < failsAtMs ? "growing" : nowMs < mendedFromMs ? "failed" : "being-mended",
    /** How bad it is: 0 nothing yet, 1 the failure; falls when an action helps. */
    level: scenarioLevel(instance, world.actions, nowMs),
    progress: Math.min(1, (nowMs - startMs) / (endMs - startMs)),
  };
}

export function showAction(action: ControlAction) {
  const { effectFromMs, completeMs, untilMs } = actionTimes(action);
  return {
    id: action.id,
    action: action.kind,
    region: action.region,
    service: action.service,
    share: action.share > 0 ? action.share : null,
    to_region: action.toRegion,
    accepted_at: iso(action.atMs),
    effect_from: iso(effectFromMs),
    complete_at: iso(completeMs),
    until: untilMs === null ? null : iso(untilMs),
  };
}

import type { ActionKind, ControlAction } from "@/lib/simulate/control-action";
import type { FleetWorld } from "@/lib/simulate/fleet-world";
import { unitHash } from "@/lib/simulate/noise";
import type { ScenarioInstance, ScenarioKind } from "@/lib/simulate/scenario";
import { scenarioTimeline } from "@/lib/simulate/scenario-level";
import { SCENARIOS, strikableServices } from "@/lib/simulate/scenario-table";
import { SIMULATED_REGIONS } from "@/lib/simulate/world";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What went wrong in the weeks before the demo began, how often, and what its operators did. */
const PAST: readonly { kind: ScenarioKind; times: number; mendedBy: ActionKind | null }[] = [
  { kind: "cpu-saturation", times: 36, mendedBy: "scale-out" },
  { kind: "memory-leak", times: 30, mendedBy: "restart" },
  { kind: "filling-disk", times: 30, mendedBy: "clean-up" },
  { kind: "connection-pool-leak", times: 30, mendedBy: "restart" },
  { kind: "bad-deploy", times: 8, mendedBy: "roll-back" },
  { kind: "slow-dependency", times: 4, mendedBy: null },
  { kind: "flash-crowd", times: 3, mendedBy: null },
];
const LASTED_MS = 39 * DAY_MS;
/** The last of them was over well before live data begins: the seam shows the quiet world that the live fleet starts as. */
const QUIET_BEFORE_SEAM_MS = 12 * HOUR_MS;
/** Operators came this long after the failure. */
const NOTICED_AFTER_MS = 6 * MINUTE_MS;
const SCALE_OUT_SHARE = 0.4;
/** Two failures of one service are at least this far apart, so that each is told from the other. */
const APART_MS = 3 * HOUR_MS;
const TRIES = 200;

/** The world up to `seamMs`, when the live fleet takes over: the same seed, the same functions, and a past. */
export function pastWorld(seed: number, seamMs: number): FleetWorld {
  const scenarios = pastScenarios(seed, seamMs);
  const actions = scenarios.flatMap((scenario) => operatorsAction(scenario) ?? []);
  return { seed, nominalAtMs: seamMs, size: 1, fixedServers: null, scenarios, actions };
}

function pastScenarios(seed: number, seamMs: number): ScenarioInstance[] {
  const placed: ScenarioInstance[] = [];
  PAST.forEach(({ kind, times }, group) => {
    const spreadMs = LASTED_MS - QUIET_BEFORE_SEAM_MS - lengthOf(kind);
    for (let number = 0; number < times; number++) {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const unit = (draw: number) => unitHash(seed, group, number, draw, attempt);
        const startMs = seamMs - LASTED_MS + ((number + unit(1)) / times) * spreadMs;
        const candidate = place(kind, number, unit, Math.round(startMs / MINUTE_MS) * MINUTE_MS);
        if (placed.some((other) => isNear(candidate, other))) continue;
        placed.push(candidate);
        break;
      }
    }
  });
  return placed.sort((a, b) => a.startMs - b.startMs);
}

function lengthOf(kind: ScenarioKind): number {
  const { growMs, holdMs, mendMs } = SCENARIOS[kind];
  return growMs + holdMs + mendMs;
}

function place(
  kind: ScenarioKind,
  number: number,
  unit: (draw: number) => number,
  startMs: number,
): ScenarioInstance {
  const fitting = strikableServices(kind);
  const region = SIMULATED_REGIONS[Math.floor(unit(2) * SIMULATED_REGIONS.length)]!;
  const service =
    SCENARIOS[kind].scope === "region" ? null : fitting[Math.floor(unit(3) * fitting.length)]!.name;
  return { id: `past-${kind}-${number}`, kind, region: region.name, service, startMs, speed: 1 };
}

function isNear(a: ScenarioInstance, b: ScenarioInstance): boolean {
  if (a.region !== b.region || (a.service !== null && b.service !== null && a.service !== b.service))
    return false;
  return a.startMs < scenarioTimeline(b).endMs + APART_MS && b.startMs < scenarioTimeline(a).endMs + APART_MS;
}

function operatorsAction(scenario: ScenarioInstance): ControlAction | null {
  const mendedBy = PAST.find(({ kind }) => kind === scenario.kind)?.mendedBy ?? null;
  if (mendedBy === null) return null;
  return {
    id: `${scenario.id}-${mendedBy}`,
    kind: mendedBy,
    region: scenario.region,
    service: scenario.service,
    share: mendedBy === "scale-out" ? SCALE_OUT_SHARE : 0,
    toRegion: null,
    atMs: scenarioTimeline(scenario).failsAtMs + NOTICED_AFTER_MS,
    speed: 1,
  };
}

import { DAY_MS, MINUTE_MS } from "../../lib/domain/window";
import { seededRandom } from "../../lib/platform/seeded-random";
import { type FleetWorld, quietWorld } from "../../lib/simulate/fleet-world";
import { SCENARIO_KINDS, type ScenarioInstance, type ScenarioKind } from "../../lib/simulate/scenario";
import { scenarioTimeline } from "../../lib/simulate/scenario-level";
import { SCENARIOS, strikableServices } from "../../lib/simulate/scenario-table";
import { SIMULATED_REGIONS } from "../../lib/simulate/world";

/** Two weeks that are only history, then three quiet days, five of trouble, four quiet ones. */
export const FLEET_START_MS = Date.UTC(2026, 8, 7);
export const PREDICTED_FROM_MS = FLEET_START_MS + 14 * DAY_MS;
const TROUBLE_FROM_MS = PREDICTED_FROM_MS + 3 * DAY_MS;
const TROUBLE_TO_MS = TROUBLE_FROM_MS + 5 * DAY_MS;
export const FLEET_END_MS = TROUBLE_TO_MS + 4 * DAY_MS;

export function isQuiet(timeMs: number): boolean {
  return timeMs < TROUBLE_FROM_MS || timeMs >= TROUBLE_TO_MS;
}

/** Those that the simulator's own tests call gradual: a resource grows for hours until there is none. */
const GRADUAL_TIMES = 5;
const SUDDEN_TIMES = 2;
export const GRADUAL: readonly ScenarioKind[] = [
  "memory-leak",
  "filling-disk",
  "connection-pool-leak",
  "cpu-saturation",
];
/** So many of them begin in the region of another one, while that is under way. */
const OVERLAPPING_SHARE = 1 / 3;
const TRIES = 100;

/** The seed's fleet: every kind of scenario at random times and places, some on top of others. */
export function plannedWorld(seed: number): FleetWorld {
  const random = seededRandom(seed);
  const scenarios: ScenarioInstance[] = [];
  for (const kind of SCENARIO_KINDS)
    for (let number = 0; number < (GRADUAL.includes(kind) ? GRADUAL_TIMES : SUDDEN_TIMES); number++)
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const other = random() < OVERLAPPING_SHARE ? pick(scenarios, random) : undefined;
        const candidate = place(kind, `${kind}-${number}`, other, random);
        const isOver = scenarioTimeline(candidate).endMs <= TROUBLE_TO_MS;
        if (!isOver || scenarios.some((each) => isSame(each, candidate))) continue;
        scenarios.push(candidate);
        break;
      }
  return { ...quietWorld(seed, FLEET_END_MS), scenarios };
}

function place(
  kind: ScenarioKind,
  id: string,
  other: ScenarioInstance | undefined,
  random: () => number,
): ScenarioInstance {
  const [fromMs, toMs] = other
    ? [other.startMs, scenarioTimeline(other).endMs]
    : [TROUBLE_FROM_MS, TROUBLE_TO_MS];
  const startMs = fromMs + Math.floor((random() * (toMs - fromMs)) / MINUTE_MS) * MINUTE_MS;
  const region = other?.region ?? pick(SIMULATED_REGIONS, random)!.name;
  const service = SCENARIOS[kind].scope === "region" ? null : pick(strikableServices(kind), random)!.name;
  return { id, kind, region, service, startMs, speed: 1 };
}

function pick<T>(all: readonly T[], random: () => number): T | undefined {
  return all[Math.floor(random() * all.length)];
}

/** The same thing at the same place at once. */
function isSame(a: ScenarioInstance, b: ScenarioInstance): boolean {
  if (a.kind !== b.kind || a.region !== b.region || a.service !== b.service) return false;
  return a.startMs <= scenarioTimeline(b).endMs && b.startMs <= scenarioTimeline(a).endMs;
}

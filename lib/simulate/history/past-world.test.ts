import { describe, expect, test } from "vitest";
import type { ScenarioInstance, ScenarioKind } from "@/lib/simulate/scenario";
import { scenarioTimeline } from "@/lib/simulate/scenario-level";
import { regionStates } from "@/lib/simulate/region-state";
import { quietWorld } from "@/lib/simulate/fleet-world";
import type { ServiceState } from "@/lib/simulate/service-state";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "@/lib/simulate/world";
import { pastWorld } from "./past-world";

const SEAM_MS = Date.UTC(2026, 10, 26, 7, 30);
const DAY_MS = 86_400_000;
const STEP_MS = 300_000;
const world = pastWorld(1, SEAM_MS);

const GRADUAL: readonly [ScenarioKind, number, (state: ServiceState) => number][] = [
  ["cpu-saturation", 0.8, (state) => state.cpu],
  ["memory-leak", 0.85, (state) => state.memory],
  ["filling-disk", 0.9, (state) => state.disk],
  [
    "connection-pool-leak",
    0.9,
    (state) => (state.connections ? state.connections.used / state.connections.limit : 0),
  ],
];

/** By 5 minutes, from before the scenario until after its end: as the imported history holds it. */
function course(
  { region, service, ...instance }: ScenarioInstance,
  read: (state: ServiceState) => number,
): number[] {
  const place = SIMULATED_REGIONS.find(({ name }) => name === region)!;
  const index = SIMULATED_SERVICES.find(({ name }) => name === service)!.index;
  const { startMs, endMs } = scenarioTimeline({ region, service, ...instance });
  const values: number[] = [];
  for (let at = startMs - STEP_MS; at <= endMs + STEP_MS; at += STEP_MS)
    values.push(read(regionStates(world, place, at)[index]!));
  return values;
}

describe("the simulated past", () => {
  test.each(GRADUAL)(
    "has at least 25 failures by %s that grow over their threshold and end",
    (kind, threshold, read) => {
      const failures = world.scenarios
        .filter((instance) => instance.kind === kind)
        .map((instance) => course(instance, read))
        .filter((values) => {
          const crossing = values.findIndex((value) => value >= threshold);
          // Gradual: an hour of growth before, no single step of more than a third of the way.
          const grown = values.slice(0, crossing + 1);
          const steepest = Math.max(...grown.map((value, i) => (i === 0 ? 0 : value - grown[i - 1]!)));
          return (
            values[0]! < threshold &&
            crossing * STEP_MS >= 3_600_000 &&
            steepest < (threshold - values[0]!) / 3 &&
            values.at(-1)! < threshold
          );
        });
      expect(failures.length).toBeGreaterThanOrEqual(25);
    },
  );

  test("each is ended by an operator's action while it lasts", () => {
    for (const [kind] of GRADUAL)
      for (const instance of world.scenarios.filter((one) => one.kind === kind)) {
        const { failsAtMs, endMs } = scenarioTimeline(instance);
        const action = world.actions.find(
          ({ region, service, atMs }) =>
            region === instance.region && service === instance.service && atMs > failsAtMs && atMs < endMs,
        );
        expect(action, instance.id).toBeDefined();
      }
  });

  test("lies within 40 days, is over before the seam, and then is the quiet world that the live fleet starts as", () => {
    for (const instance of world.scenarios) {
      expect(instance.startMs).toBeGreaterThan(SEAM_MS - 40 * DAY_MS);
      expect(scenarioTimeline(instance).endMs).toBeLessThan(SEAM_MS - 6 * 3_600_000);
    }
    for (const region of SIMULATED_REGIONS)
      expect(regionStates(world, region, SEAM_MS)).toEqual(
        regionStates(quietWorld(1, SEAM_MS), region, SEAM_MS),
      );
  });

  test("is the same each time, and another with another seed", () => {
    expect(pastWorld(1, SEAM_MS)).toEqual(world);
    expect(pastWorld(2, SEAM_MS).scenarios).not.toEqual(world.scenarios);
  });
});

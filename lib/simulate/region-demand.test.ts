import { expect, test } from "vitest";
import type { ControlAction } from "./control-action";
import { quietWorld } from "./fleet-world";
import { regionDemand } from "./region-demand";
import { regionLoad, weekendLoad } from "./rhythm";
import type { ScenarioInstance } from "./scenario";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

const MINUTE_MS = 60_000;
/** A Friday night, while the weekend begins in one region after the other. */
const NIGHT_MS = Date.UTC(2026, 10, 27, 22);
const NOW_MS = NIGHT_MS + 20 * MINUTE_MS;

let count = 0;
const shift = (
  region: string,
  toRegion: string | null,
  share: number,
  more: Partial<ControlAction> = {},
) => ({
  ...{ id: `shift ${count++}`, kind: "shift-traffic" as const, region, toRegion, share },
  ...{ service: null, atMs: NIGHT_MS, speed: 1, ...more },
});
const crowd = (region: string): ScenarioInstance => ({
  ...{ id: "crowd", kind: "flash-crowd", region, service: null, startMs: NIGHT_MS, speed: 1 },
});

/** Traffic by [region.index][service.index]. */
function traffic(actions: ControlAction[], scenarios: ScenarioInstance[] = []): number[][] {
  const world = { ...quietWorld(1, NIGHT_MS), actions, scenarios };
  return SIMULATED_REGIONS.map((region) =>
    regionDemand(world, region, NOW_MS).map(
      (demand, index) =>
        demand *
        region.share *
        regionLoad(region, NOW_MS) *
        weekendLoad(region, SIMULATED_SERVICES[index], NOW_MS),
    ),
  );
}
const ofServices = (byRegion: number[][]) =>
  SIMULATED_SERVICES.map(({ index }) => byRegion.reduce((sum, services) => sum + services[index], 0));

test.each<[string, ControlAction[], ScenarioInstance[]?]>([
  ["one to a region", [shift("us-east-1", "eu-west-1", 0.5)]],
  ["one to all others", [shift("us-east-1", null, 0.8)]],
  ["two from one region", [shift("us-east-1", "eu-west-1", 0.5), shift("us-east-1", "us-west-2", 0.8)]],
  ["the same one twice", [shift("us-east-1", "eu-west-1", 0.8), shift("us-east-1", "eu-west-1", 0.8)]],
  ["two that cross", [shift("us-east-1", "eu-west-1", 0.8), shift("eu-west-1", "us-east-1", 0.3)]],
  ["a chain", [shift("us-east-1", "eu-west-1", 0.8), shift("eu-west-1", "us-west-2", 0.8)]],
  [
    "of one service and of all",
    [shift("us-east-1", null, 0.5, { service: "feed" }), shift("us-east-1", null, 0.5)],
  ],
  [
    "on their way and on their way back",
    [
      shift("us-east-1", null, 0.8, { atMs: NOW_MS - MINUTE_MS }),
      shift("us-east-1", "us-west-2", 0.8, { atMs: NOW_MS - 63 * MINUTE_MS }),
    ],
  ],
  [
    "out of a crowd",
    [shift("us-east-1", "eu-west-1", 0.5), shift("us-east-1", null, 0.5)],
    [crowd("us-east-1")],
  ],
])("shifts change no total: %s", (_what, actions, scenarios = []) => {
  const shifted = ofServices(traffic(actions, scenarios));
  const still = ofServices(traffic([], scenarios));
  for (const { index } of SIMULATED_SERVICES) expect(shifted[index]).toBeCloseTo(still[index], 12);
});

test("a later shift takes its share of what the earlier ones left, and each goes where it was sent", () => {
  const [east, west, ireland] = [0, 1, 2];
  const before = traffic([]);
  const after = traffic([shift("us-east-1", "eu-west-1", 0.5), shift("us-east-1", "us-west-2", 0.8)]);
  const gained = (region: number) => (after[region][0] - before[region][0]) / before[east][0];
  expect([gained(east), gained(ireland), gained(west)]).toEqual([
    expect.closeTo(-0.9, 12),
    expect.closeTo(0.5, 12),
    expect.closeTo(0.4, 12),
  ]);
});

test("however much is shifted, every region keeps something", () => {
  const all = SIMULATED_REGIONS.flatMap(({ name }) => [shift(name, null, 0.8), shift(name, null, 0.8)]);
  for (const demand of traffic(all).flat()) expect(demand).toBeGreaterThan(0);
});

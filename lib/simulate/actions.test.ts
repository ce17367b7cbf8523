import { describe, expect, it } from "vitest";
import type { ActionKind, ControlAction } from "./control-action";
import { quietWorld, type FleetWorld } from "./fleet-world";
import { regionStates } from "./region-state";
import type { ScenarioInstance, ScenarioKind } from "./scenario";
import { ordersPerSecond } from "./business";
import { releasesBetween } from "./releases";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

/** How the fleet reacts to what is done to it: over minutes, and within limits. */

const EVENING_MS = Date.UTC(2026, 10, 25, 19);
const MINUTE_MS = 60_000;
const after = (minutes: number) => EVENING_MS + minutes * MINUTE_MS;
const [EAST, IRELAND] = [0, 2];
const quiet = quietWorld(1, EVENING_MS);

const action = (kind: ActionKind, minutes: number, more: Partial<ControlAction> = {}): ControlAction => ({
  id: `${kind} at ${minutes}`,
  kind,
  region: "eu-west-1",
  service: "catalog",
  share: 0,
  toRegion: null,
  atMs: after(minutes),
  speed: 1,
  ...more,
});
const scenario = (kind: ScenarioKind, more: Partial<ScenarioInstance> = {}): ScenarioInstance => ({
  id: kind,
  kind,
  region: "eu-west-1",
  service: "catalog",
  startMs: EVENING_MS,
  speed: 1,
  ...more,
});
const world = (scenarios: ScenarioInstance[], actions: ControlAction[]): FleetWorld => ({
  ...quiet,
  scenarios,
  actions,
});

function state(where: FleetWorld, minutes: number, region = IRELAND, service = "catalog") {
  const index = SIMULATED_SERVICES.findIndex(({ name }) => name === service);
  return regionStates(where, SIMULATED_REGIONS[region], after(minutes))[index];
}

describe("scale-out", () => {
  const saturated = [scenario("cpu-saturation")];
  it("adds servers after some minutes, and that relieves the CPU", () => {
    const helped = world(saturated, [action("scale-out", 150, { share: 0.25 })]);
    const alone = world(saturated, []);
    expect(state(helped, 152)).toEqual(state(alone, 152));
    expect(state(helped, 154.5).servers).toBeGreaterThan(state(alone, 154.5).servers);
    expect(state(helped, 157).servers / state(alone, 157).servers).toBeCloseTo(1.45 / 1.2, 2);
    expect(state(alone, 157).cpu).toBeGreaterThan(0.99);
    expect(state(helped, 157).cpu).toBeLessThan(0.9);
    expect(state(helped, 157).errorRatio).toBeLessThan(0.001);
    expect(state(helped, 157).latency.medianMs).toBeLessThan(state(alone, 157).latency.medianMs / 3);
  });

  it("ends at half as many again, however often it is asked for", () => {
    const asked = [1, 2, 3, 4].map((i) => action("scale-out", i, { share: 0.5 }));
    const nominal = state(world([], []), 30).servers;
    expect(state(world([], asked), 30).servers).toBe(Math.round(nominal * 1.5));
  });

  it("is taken back after hours", () => {
    const asked = world([], [action("scale-out", 0, { share: 0.25 })]);
    expect(state(asked, 240).servers).toBeGreaterThan(state(quiet, 240).servers);
    expect(state(asked, 260).servers).toBe(state(quiet, 260).servers);
  });
});

describe("throttle", () => {
  it("relieves at once, by losing that share of requests and of what they earn", () => {
    const where = world([], [action("throttle", 0, { share: 0.4, service: null })]);
    expect(state(where, 1).requestsPerSecond).toBeCloseTo(0.6 * state(quiet, 1).requestsPerSecond, 6);
    expect(state(where, 1).cpu).toBeLessThan(0.7 * state(quiet, 1).cpu);
    const orders = (given: FleetWorld) => {
      const region = SIMULATED_REGIONS[IRELAND];
      return ordersPerSecond(region, regionStates(given, region, after(1)));
    };
    expect(orders(where) / orders(quiet)).toBeCloseTo(0.6, 6);
  });

  it("ends by itself", () => {
    const where = world([], [action("throttle", 0, { share: 0.4 })]);
    expect(state(where, 29).requestsPerSecond).toBeLessThan(0.7 * state(quiet, 29).requestsPerSecond);
    expect(state(where, 32).requestsPerSecond).toBeCloseTo(state(quiet, 32).requestsPerSecond, 6);
  });
});

describe("shift-traffic", () => {
  const requests = (where: FleetWorld, region: number, service = "catalog") =>
    state(where, 10, region, service).requestsPerSecond;
  it("takes from one region what it brings to another, whose CPU feels it", () => {
    const where = world([], [action("shift-traffic", 0, { share: 0.5, toRegion: "us-east-1" })]);
    const left = requests(quiet, IRELAND) - requests(where, IRELAND);
    expect(left / requests(quiet, IRELAND)).toBeCloseTo(0.5, 6);
    expect((requests(where, EAST) - requests(quiet, EAST)) / left).toBeCloseTo(1, 1);
    expect(state(where, 10, EAST).cpu).toBeGreaterThan(state(quiet, 10, EAST).cpu);
    expect(requests(where, 1)).toBe(requests(quiet, 1));
    expect(requests(where, EAST, "feed")).toBe(requests(quiet, EAST, "feed"));
  });

  it("spreads over all others where no region is named, and begins after the DNS answers expired", () => {
    const where = world([], [action("shift-traffic", 0, { share: 0.5, service: null })]);
    for (const region of [0, 1, 3, 4])
      expect(requests(where, region)).toBeGreaterThan(requests(quiet, region));
    expect(state(where, 0.4).requestsPerSecond).toBe(state(quiet, 0.4).requestsPerSecond);
  });

  it("can overload the region that it fills", () => {
    const all = action("shift-traffic", 0, { share: 0.8, region: "us-east-1", toRegion: "ap-northeast-1" });
    const small = state(world([], [all]), 10, 4);
    expect(small.cpu).toBeGreaterThan(0.99);
    expect(small.errorRatio).toBeGreaterThan(0.1);
  });
});

describe("what mends", () => {
  it.each([
    ["memory-leak", "restart", "memory", 170],
    ["memory-leak", "roll-back", "memory", 170],
    ["connection-pool-leak", "restart", "connections", 110],
    ["filling-disk", "clean-up", "disk", 340],
  ] as const)("%s: %s brings %s back over minutes, and it grows again", (kind, mend, resource, minutes) => {
    const where = world([scenario(kind)], [action(mend, minutes)]);
    const alone = world([scenario(kind)], []);
    const used = (given: FleetWorld, at: number) => {
      const given_ = state(given, at);
      return resource === "connections"
        ? given_.connections!.used / given_.connections!.limit
        : given_[resource];
    };
    expect(used(where, minutes + 0.4)).toBeCloseTo(used(alone, minutes + 0.4), 6);
    expect(used(where, minutes + 6)).toBeLessThan(used(alone, minutes + 6) - 0.2);
    expect(used(where, minutes + 6) - used(quiet, minutes + 6)).toBeLessThan(0.05);
    expect(used(where, minutes + 12)).toBeGreaterThan(used(where, minutes + 6));
  });

  it("a roll-back ends a bad deploy for good, and is reported as a deployment", () => {
    const where = world([scenario("bad-deploy")], [action("roll-back", 10)]);
    expect(state(where, 10).errorRatio).toBeGreaterThan(0.05);
    expect(state(where, 15).errorRatio).toBeLessThan(0.001);
    expect(state(where, 25).errorRatio).toBeLessThan(0.001);
    const reported = releasesBetween(where, EVENING_MS - 1, after(60)).filter(
      ({ service }) => service === "catalog",
    );
    expect(reported.map(({ kind, region, deployedAtMs }) => [kind, region, deployedAtMs])).toEqual([
      ["deploy", "eu-west-1", EVENING_MS],
      ["rollback", "eu-west-1", after(10)],
    ]);
  });

  it.each([
    ["memory-leak", "clean-up"],
    ["memory-leak", "scale-out"],
    ["filling-disk", "restart"],
    ["cache-stampede", "roll-back"],
  ] as const)("%s is not mended by %s", (kind, useless) => {
    const struck = state(world([scenario(kind)], []), 12);
    const tried = state(world([scenario(kind)], [action(useless, 1)]), 12);
    expect([tried.memory, tried.disk, tried.cache?.hitRatio]).toEqual([
      struck.memory,
      struck.disk,
      struck.cache?.hitRatio,
    ]);
  });

  it("an action elsewhere helps nobody here", () => {
    const struck = world([scenario("memory-leak")], []);
    for (const where of [{ region: "us-east-1" }, { service: "feed" }])
      expect(state(world([scenario("memory-leak")], [action("restart", 100, where)]), 110)).toEqual(
        state(struck, 110),
      );
  });

  it("a restart takes some targets out meanwhile", () => {
    const where = world([], [action("restart", 0)]);
    const healthy = (minutes: number) => state(where, minutes).healthyTargets / state(where, minutes).targets;
    expect(healthy(2)).toBeLessThan(0.96);
    expect(healthy(6)).toBeGreaterThan(0.99);
  });

  it("keeps pace with a scenario that unfolds faster", () => {
    const fast = world([scenario("memory-leak", { speed: 60 })], [action("restart", 2.5, { speed: 60 })]);
    expect(state(fast, 2.5).memory).toBeGreaterThan(0.9);
    expect(state(fast, 2.6).memory).toBeLessThan(0.8);
  });
});

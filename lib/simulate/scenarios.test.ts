import { describe, expect, it } from "vitest";
import { ordersPerSecond, satisfaction } from "./business";
import { quietWorld, type FleetWorld } from "./fleet-world";
import { activeUsers, regionStates } from "./region-state";
import { SCENARIO_KINDS, type ScenarioInstance, type ScenarioKind } from "./scenario";
import { scenarioTimeline } from "./scenario-level";
import { SCENARIOS } from "./scenario-table";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

/** What each scenario leaves in which metric, and where it leaves nothing. */

const EVENING_MS = Date.UTC(2026, 10, 25, 20);
const REGION = 2;
const STRICKEN = "catalog";

const METRICS = [
  "requests",
  "errors",
  "latency",
  "cpu",
  "memory",
  "disk",
  "network",
  "servers",
  "healthy",
  "connections",
  "hits",
] as const;
type Metric = (typeof METRICS)[number];
type Reading = Readonly<Record<Metric, number>>;

function read(world: FleetWorld, region: number, service: string, timeMs: number): Reading {
  const index = SIMULATED_SERVICES.findIndex(({ name }) => name === service);
  const state = regionStates(world, SIMULATED_REGIONS[region], timeMs)[index];
  return {
    requests: state.requestsPerSecond,
    errors: state.errorRatio,
    latency: state.latency.medianMs,
    cpu: state.cpu,
    memory: state.memory,
    disk: state.disk,
    network: state.network,
    servers: state.servers,
    healthy: state.healthyTargets / state.targets,
    connections: (state.connections?.used ?? 0) / (state.connections?.limit ?? 1),
    hits: state.cache?.hitRatio ?? 0,
  };
}

/** An instance whose failure has its middle at the evening's peak. */
function failing(kind: ScenarioKind, service: string | null = STRICKEN, speed = 1): ScenarioInstance {
  const region = SIMULATED_REGIONS[REGION].name;
  const at = { id: "it", kind, region, speed, service: SCENARIOS[kind].scope === "region" ? null : service };
  const { failsAtMs, mendedFromMs } = scenarioTimeline({ ...at, startMs: 0 });
  return { ...at, startMs: EVENING_MS - (failsAtMs + mendedFromMs) / 2 };
}
const quiet = quietWorld(1, EVENING_MS);
const worldWith = (...scenarios: ScenarioInstance[]): FleetWorld => ({ ...quiet, scenarios });

/** During the failure ÷ in a quiet world at the same moment. */
function changes(kind: ScenarioKind, region: number, service: string): Reading {
  const failed = read(worldWith(failing(kind)), region, service, EVENING_MS);
  const usual = read(quiet, region, service, EVENING_MS);
  const ratios = METRICS.map((metric) => [metric, failed[metric] / usual[metric]] as const);
  return Object.fromEntries(ratios) as unknown as Reading;
}

type Band = readonly [least: number, most: number];
/** What moves, by how much (× the quiet value); what is not named stays as it is. */
const TRACES: Readonly<Record<ScenarioKind, Partial<Record<Metric, Band>>>> = {
  "memory-leak": {
    memory: [1.3, 1.4],
    latency: [3, 5],
    errors: [800, 1_500],
    healthy: [0.9, 0.97],
    connections: [1, 1.05],
  },
  "cpu-saturation": {
    cpu: [1.3, 1.4],
    latency: [5, 9],
    errors: [500, 1_200],
    servers: [1.19, 1.21],
    connections: [1.05, 1.3],
  },
  "bad-deploy": {
    errors: [1_000, 1_500],
    latency: [1.9, 3],
    cpu: [1.05, 1.15],
    servers: [1, 1.07],
    connections: [1, 1.08],
  },
  "filling-disk": { disk: [1.6, 2], errors: [3_000, 6_000], latency: [1.5, 2] },
  "cache-stampede": {
    hits: [0.2, 0.3],
    latency: [10, 70],
    errors: [2_000, 4_000],
    cpu: [1.2, 1.4],
    connections: [1.3, 1.6],
  },
  "slow-dependency": { latency: [5, 7], errors: [100, 300], connections: [1.05, 1.3] },
  "connection-pool-leak": { connections: [1.35, 1.6], latency: [5, 8], errors: [2_000, 4_000] },
  "region-cut-off": { requests: [0, 0.001], cpu: [0, 0.1], network: [0, 0.4] },
  "flash-crowd": {
    requests: [1.5, 1.6],
    cpu: [1.1, 1.4],
    network: [1.3, 1.5],
    latency: [1.3, 12],
    servers: [1.1, 1.21],
    errors: [1, 3_000],
    connections: [1, 1.3],
  },
};

describe.each(SCENARIO_KINDS)("%s", (kind) => {
  it("moves these metrics of whom it strikes, by this much, and no others", () => {
    const moved = changes(kind, REGION, STRICKEN);
    for (const metric of METRICS) {
      const [least, most] = TRACES[kind][metric] ?? [0.999, 1.001];
      expect(moved[metric], metric).toBeGreaterThanOrEqual(least);
      expect(moved[metric], metric).toBeLessThanOrEqual(most);
    }
  });

  it("leaves services alone that neither are struck nor call whom it strikes", () => {
    if (SCENARIOS[kind].scope === "region") return expectRegionWide(kind);
    for (const service of ["auth", "media", "notifications"])
      for (const metric of METRICS) expect(changes(kind, REGION, service)[metric], metric).toBeCloseTo(1, 9);
  });

  it("makes callers wait and fail, the more the more they call", () => {
    const moved = (service: string) => changes(kind, REGION, service);
    if (SCENARIOS[kind].scope === "region") return;
    expect(moved("checkout").latency).toBeGreaterThan(1.1);
    expect(moved("checkout").latency).toBeGreaterThan(moved("edge-gateway").latency);
    expect(moved("checkout").errors).toBeGreaterThan(1.5);
    expect(moved("checkout").cpu).toBeCloseTo(1, 9);
    expect(moved("checkout").memory).toBe(1);
  });

  it("leaves other regions alone, unless its traffic goes there", () => {
    const elsewhere = changes(kind, 0, STRICKEN);
    if (kind !== "region-cut-off") {
      for (const metric of METRICS) expect(elsewhere[metric], metric).toBe(1);
      return;
    }
    expect(elsewhere.requests).toBeGreaterThan(1.1);
    expect(elsewhere.cpu).toBeGreaterThan(1.05);
  });

  it("costs orders and satisfaction while it lasts, and is over afterwards without a trace", () => {
    const instance = failing(kind);
    const world = worldWith(instance);
    const region = SIMULATED_REGIONS[REGION];
    const money = (where: FleetWorld, timeMs: number) =>
      ordersPerSecond(region, regionStates(where, region, timeMs));
    const content = (where: FleetWorld, timeMs: number) =>
      satisfaction(1, region, regionStates(where, region, timeMs), timeMs);
    if (kind !== "flash-crowd") expect(money(world, EVENING_MS)).toBeLessThan(money(quiet, EVENING_MS));
    if (kind !== "region-cut-off")
      expect(content(world, EVENING_MS)).toBeLessThan(content(quiet, EVENING_MS) - 0.005);
    expect(content(quiet, EVENING_MS)).toBeCloseTo(0.985, 2);
    const after = scenarioTimeline(instance).endMs + 20 * 60_000;
    expect(regionStates(world, region, after)).toEqual(regionStates(quiet, region, after));
    const before = instance.startMs - 1;
    expect(regionStates(world, region, before)).toEqual(regionStates(quiet, region, before));
  });

  it("unfolds without a jump larger than its failure needs, and the same K times faster", () => {
    const slow = failing(kind);
    const fast = failing(kind, STRICKEN, 30);
    const { growMs } = SCENARIOS[kind];
    for (const share of [0.2, 0.5, 0.8, 1]) {
      const atSlow = slow.startMs + share * growMs;
      const atFast = fast.startMs + (share * growMs) / 30;
      const move = (instance: ScenarioInstance, timeMs: number, metric: Metric) =>
        read(worldWith(instance), REGION, STRICKEN, timeMs)[metric] /
        read(quiet, REGION, STRICKEN, timeMs)[metric];
      for (const metric of ["memory", "disk", "connections", "requests", "hits"] as const) {
        const gap = Math.abs(move(slow, atSlow, metric) - move(fast, atFast, metric));
        expect(gap, `${metric} at ${share}`).toBeLessThan(0.12);
      }
    }
  });

  function expectRegionWide(region: ScenarioKind) {
    for (const { name } of SIMULATED_SERVICES)
      expect(Math.abs(changes(region, REGION, name).requests - 1)).toBeGreaterThan(0.4);
  }
});

describe("gradual failures", () => {
  it.each([
    ["memory-leak", "memory", 0.97],
    ["filling-disk", "disk", 0.97],
    ["connection-pool-leak", "connections", 0.97],
    ["cpu-saturation", "cpu", 0.95],
  ] as const)("%s: %s grows without turning back until it is beyond %d", (kind, metric, limit) => {
    for (const service of ["catalog", "feed", "payments"])
      for (const hourOfDay of [4, 12, 20]) {
        const startMs = Date.UTC(2026, 10, 25, hourOfDay);
        const instance = { ...failing(kind, service), startMs };
        const { failsAtMs, mendedFromMs } = scenarioTimeline(instance);
        const at = (timeMs: number) => read(worldWith(instance), REGION, service, timeMs)[metric];
        const course = Array.from({ length: 11 }, (_, i) => at(startMs + (i / 10) * (failsAtMs - startMs)));
        for (let i = 1; i < course.length; i++) expect(course[i]).toBeGreaterThan(course[i - 1] - 0.06);
        expect(course[3]).toBeLessThan(0.9);
        expect(Math.min(at(failsAtMs), at(mendedFromMs))).toBeGreaterThan(limit);
      }
  });
});

describe("a region that is cut off", () => {
  const world = worldWith(failing("region-cut-off"));
  it("falls silent, and its users go to the others or give up", () => {
    const states = regionStates(world, SIMULATED_REGIONS[REGION], EVENING_MS);
    expect(states.every((state) => state.silent)).toBe(true);
    expect(regionStates(world, SIMULATED_REGIONS[0], EVENING_MS).some((state) => state.silent)).toBe(false);
    const users = (where: FleetWorld) =>
      SIMULATED_REGIONS.map((region) => activeUsers(where, region, EVENING_MS));
    const [cut, usual] = [users(world), users(quiet)];
    expect(cut[REGION]).toBe(0);
    for (const index of [0, 1, 3, 4]) expect(cut[index]).toBeGreaterThan(usual[index]);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(cut)).toBeLessThan(sum(usual));
  });
});

it("the world depends on its seed alone, scenarios and all", () => {
  const world = (seed: number) => ({ ...worldWith(failing("memory-leak"), failing("flash-crowd")), seed });
  const states = (seed: number) =>
    SIMULATED_REGIONS.map((region) => regionStates(world(seed), region, EVENING_MS));
  expect(states(1)).toEqual(states(1));
  expect(states(1)).not.toEqual(states(2));
});

it("grows by an eighth in a year: traffic, users, servers and limits alike, so that nothing gets fuller", () => {
  const YEAR_MS = 364 * 24 * 3_600_000;
  const then = read(quiet, REGION, STRICKEN, EVENING_MS - YEAR_MS);
  const now = read(quiet, REGION, STRICKEN, EVENING_MS);
  for (const metric of ["requests", "servers"] as const) {
    expect(now[metric] / then[metric]).toBeGreaterThan(1.08);
    expect(now[metric] / then[metric]).toBeLessThan(1.16);
  }
  for (const metric of ["cpu", "memory", "connections"] as const)
    expect(Math.abs(now[metric] - then[metric])).toBeLessThan(0.05);
});

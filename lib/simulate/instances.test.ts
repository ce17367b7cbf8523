import { describe, expect, it } from "vitest";
import { advanceRegion, startRegion, type RegionTotals } from "./fleet";
import { smallWorld, type FleetWorld } from "./fleet-world";
import { advanceInstances, instanceSeries, startInstances, type RegionInstances } from "./instances";
import type { RemoteWriteSeries } from "./remote-write-request";
import { otlpResources, prometheusSeries } from "./telemetry";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

const START_MS = Date.UTC(2026, 10, 25, 20);
const STEP_MS = 10_000;
const MOST = 2_000;

interface Sent {
  readonly totals: RegionTotals;
  readonly instances: RegionInstances;
  readonly parts: readonly RemoteWriteSeries[][];
}
function send(world: FleetWorld, steps: number, region = SIMULATED_REGIONS[0]): Sent {
  let totals = startRegion(region, START_MS);
  let instances = startInstances(region);
  for (let step = 1; step <= steps; step++) {
    const before = totals;
    totals = advanceRegion(world, before, START_MS + step * STEP_MS);
    instances = advanceInstances(world, instances, before, totals);
  }
  return { totals, instances, parts: [...instanceSeries(world, instances, totals.asOfMs, MOST)] };
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const named = (
  series: readonly RemoteWriteSeries[],
  name: string,
  more: Readonly<Record<string, string>> = {},
) =>
  series.filter(
    (one) => one.name === name && Object.entries(more).every(([label, value]) => one.labels[label] === value),
  );

describe("servers one by one", () => {
  it.each([1, 60, 1_000, 10_000])("are exactly as many as were asked for: %i", (servers) => {
    const world = smallWorld(1, START_MS, servers);
    const instances = SIMULATED_REGIONS.flatMap((region) =>
      named(send(world, 1, region).parts.flat(), "node_memory_MemTotal_bytes").map(
        ({ labels }) => labels.instance,
      ),
    );
    expect(instances).toHaveLength(servers);
    expect(new Set(instances).size).toBe(servers);
  });

  it("come in requests of at most 2,000 samples, every series once", () => {
    const { parts } = send(smallWorld(1, START_MS, 10_000), 1);
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(MOST);
    for (const part of parts.slice(0, -1)) expect(part.length).toBeGreaterThan(MOST - 8);
    const keys = parts.flat().map(({ name, labels }) => JSON.stringify([name, labels]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("together count what their service counts, and use what it uses", () => {
    const world = smallWorld(1, START_MS, 2_000);
    const { totals, parts } = send(world, 6);
    const series = parts.flat();
    for (const { index, name } of SIMULATED_SERVICES) {
      const of = { service: name };
      const values = (metric: string, more: Readonly<Record<string, string>> = {}) =>
        named(series, metric, { ...of, ...more }).map(({ value }) => value);
      expect(sum(values("http_requests_total", { code: "200" }))).toBe(totals.services[index].answered.count);
      expect(sum(values("http_requests_total", { code: "500" }))).toBe(totals.services[index].failed.count);
      const busy = sum(values("node_cpu_seconds_total", { mode: "user" }));
      const idle = sum(values("node_cpu_seconds_total", { mode: "idle" }));
      expect(busy + idle).toBeCloseTo(values("node_memory_MemTotal_bytes").length * 60, 6);
      expect(busy / (busy + idle)).toBeGreaterThan(0.6);
      expect(busy / (busy + idle)).toBeLessThan(0.85);
      const [size] = values("node_filesystem_size_bytes");
      for (const free of values("node_filesystem_avail_bytes")) expect(1 - free / size).toBeLessThan(0.75);
    }
  });

  it("have counters that only rise", () => {
    const world = smallWorld(1, START_MS, 200);
    const [early, late] = [send(world, 2).parts.flat(), send(world, 3).parts.flat()];
    const counters = early.filter(({ name }) => name.endsWith("_total"));
    expect(counters.length).toBeGreaterThan(100);
    for (const { name, labels, value } of counters)
      expect(named(late, name, labels)[0].value).toBeGreaterThanOrEqual(value);
  });

  it("take the place of what a region reports of its servers, and of nothing else", () => {
    const world = smallWorld(1, START_MS, 200);
    const { totals } = send(world, 1);
    const names = (reporting: "pre-aggregated" | "one-by-one") =>
      new Set(prometheusSeries(world, totals, reporting).map(({ name }) => name));
    expect([...names("pre-aggregated")].filter((name) => !names("one-by-one").has(name)).sort()).toEqual([
      "http_requests_total",
      "server_count",
    ]);
    const [resource] = otlpResources(world, totals, "one-by-one");
    expect(resource.metrics.map(({ name }) => name)).toEqual([
      "http.server.request.duration",
      "system.network.utilization",
    ]);
  });

  it("grow in number by a scale-out, and the new ones count from 0", () => {
    const region = SIMULATED_REGIONS[0];
    const quiet = smallWorld(1, START_MS, 2_000);
    const asked = {
      id: "a",
      kind: "scale-out" as const,
      region: region.name,
      service: "feed",
      share: 0.5,
      toRegion: null,
      atMs: START_MS - 3_600_000,
      speed: 1,
    };
    const feed = (world: FleetWorld) =>
      named(send(world, 1).parts.flat(), "node_memory_MemTotal_bytes", { service: "feed" }).length;
    expect(feed({ ...quiet, actions: [asked] })).toBe(Math.round(feed(quiet) * 1.5));
  });
});

import { describe, expect, it } from "vitest";
import { advanceRegion, startRegion, type RegionTotals } from "./fleet";
import { quietWorld } from "./fleet-world";
import { otlpResources, prometheusSeries } from "./telemetry";
import { SERVERS, SIMULATED_REGIONS, SIMULATED_SERVICES, splitExactly, WORLD_SERVERS } from "./world";

const START_MS = Date.UTC(2026, 10, 24, 15, 0, 3);
const STEP_MS = 10_000;
const worldOf = (seed: number) => quietWorld(seed, START_MS);

function after(seed: number, stepsMs: readonly number[]): RegionTotals {
  const start = startRegion(SIMULATED_REGIONS[0], START_MS);
  return stepsMs.reduce((totals, stepMs) => advanceRegion(worldOf(seed), totals, START_MS + stepMs), start);
}

describe("the fleet", () => {
  it("says the same for the same seed and steps, and something else for another seed", () => {
    const steps = [0, 2_000, STEP_MS, 2 * STEP_MS];
    const report = (seed: number) => [
      prometheusSeries(worldOf(seed), after(seed, steps)),
      otlpResources(worldOf(seed), after(seed, steps)),
    ];
    expect(report(1)).toEqual(report(1));
    expect(report(1)).not.toEqual(report(2));
  });

  it("begins with counters at 0, which then only rise", () => {
    const first = after(1, [0]);
    const second = after(1, [0, 2_000]);
    const third = after(1, [0, 2_000, STEP_MS]);
    for (const { index } of SIMULATED_SERVICES) {
      expect(first.services[index].answered.count).toBe(0);
      expect(second.services[index].answered.count).toBeGreaterThan(0);
      expect(third.services[index].answered.count).toBeGreaterThan(second.services[index].answered.count);
      expect(third.services[index].cacheHits).toBeGreaterThanOrEqual(second.services[index].cacheHits);
    }
  });

  it("counts a request of the counter once in the histogram", () => {
    const totals = after(1, [0, STEP_MS, 2 * STEP_MS]);
    const counted = prometheusSeries(worldOf(1), totals).filter(
      (series) => series.name === "http_requests_total",
    );
    const measured = otlpResources(worldOf(1), totals).flatMap(({ metrics }) =>
      metrics.flatMap((metric) => (metric.kind === "exponential-histogram" ? metric.points : [])),
    );
    expect(measured.map((point) => point.count)).toEqual(counted.map((series) => series.value));
  });

  it("adds at most a minute for a machine that slept, and nothing for a clock that went back", () => {
    const awake = after(1, [0]);
    const minute = advanceRegion(worldOf(1), awake, START_MS + 60_000).services[0].answered.count;
    const slept = advanceRegion(worldOf(1), awake, START_MS + 8 * 3_600_000).services[0].answered.count;
    expect(slept).toBeLessThan(2 * minute);
    const back = advanceRegion(worldOf(1), after(1, [0, STEP_MS]), START_MS - STEP_MS);
    expect(back.services[0].answered.count).toBe(after(1, [0, STEP_MS]).services[0].answered.count);
  });
});

describe("the world", () => {
  it("has 250,000 servers, and shares that add up to 1", () => {
    expect(SERVERS.flat().reduce((sum, servers) => sum + servers, 0)).toBe(WORLD_SERVERS);
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    expect(total(SIMULATED_REGIONS.map((region) => region.share))).toBeCloseTo(1, 12);
    expect(total(SIMULATED_SERVICES.map((service) => service.requestShare))).toBeCloseTo(1, 12);
    expect(total(SIMULATED_SERVICES.map((service) => service.serverShare))).toBeCloseTo(1, 12);
    expect(total(SIMULATED_SERVICES.map((service) => service.connectionShare))).toBeCloseTo(1, 12);
  });

  it("splits a whole number without losing one", () => {
    expect(splitExactly(10, [1 / 3, 1 / 3, 1 / 3])).toEqual([4, 3, 3]);
  });
});

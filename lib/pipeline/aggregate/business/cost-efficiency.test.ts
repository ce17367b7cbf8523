import { expect, test } from "vitest";
import { regionCost, worldCost } from "./cost-efficiency";

const REGION = {
  ...{ servers: 100, pricePerServerHour: 0.36, requestsPerSecond: 500, cpuRatio: 0.425, memoryRatio: 0.3 },
};

test.each([
  // 36 an hour ÷ 1.8 million requests; CPU at 42.5 of 85 % is half of what is paid for.
  ["CPU is nearer to its target", {}, null, [36, 20, 0.5]],
  ["memory is nearer to its target", { memoryRatio: 0.72 }, null, [36, 20, 0.8]],
  ["beyond the target is no more than full", { cpuRatio: 0.95 }, null, [36, 20, 1]],
  ["a target of one's own", {}, 0.5, [36, 20, 0.85]],
  ["only memory is known", { cpuRatio: null }, 0.6, [36, 20, 0.5]],
  ["no utilisation is known", { cpuRatio: null, memoryRatio: null }, null, [36, 20, null]],
  ["no requests", { requestsPerSecond: 0 }, null, [36, null, 0.5]],
  ["requests are not known", { requestsPerSecond: null }, null, [36, null, 0.5]],
  ["servers for nothing", { pricePerServerHour: 0 }, null, [0, 0, 0.5]],
])("%s", (_name, change, target, [perHour, perMillion, efficiency]) => {
  const cost = regionCost({ ...REGION, ...change }, target);
  expect(cost?.perHour).toBeCloseTo(perHour!, 9);
  for (const [value, expected] of [
    [cost?.perMillionRequests, perMillion],
    [cost?.efficiencyRatio, efficiency],
  ])
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected!, 9);
});

test.each([{ servers: null }, { pricePerServerHour: null }])("nothing without %o", (change) => {
  expect(regionCost({ ...REGION, ...change }, null)).toBeNull();
});

test("the world is of the regions whose cost is known: money, requests and use of the same ones", () => {
  const dear = regionCost({ ...REGION, servers: 10, pricePerServerHour: 3, cpuRatio: 0.85 }, null);
  const cheap = regionCost(REGION, null);
  const idle = regionCost({ ...REGION, servers: 1, pricePerServerHour: 4, requestsPerSecond: null, cpuRatio: null, memoryRatio: null }, null); // prettier-ignore
  const world = worldCost([
    { cost: dear, requestsPerSecond: 100 },
    { cost: cheap, requestsPerSecond: 500 },
    { cost: idle, requestsPerSecond: null },
    { cost: null, requestsPerSecond: 9_000 },
  ]);
  expect(world?.perHour).toBeCloseTo(30 + 36 + 4, 9);
  expect(world?.perMillionRequests).toBeCloseTo((66 / (600 * 3_600)) * 1e6, 9);
  expect(world?.efficiencyRatio).toBeCloseTo((30 * 1 + 36 * 0.5) / 66, 9);
  expect(world?.servers).toBe(111);
  expect(worldCost([{ cost: null, requestsPerSecond: 1 }])).toBeNull();
});

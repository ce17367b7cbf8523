import { expect, test } from "vitest";
import { goodRatioOf, objectiveFor, objectivesFor, type Objective } from "./objective";

const latency = (target: number, region: string | null, service: string | null): Objective => ({
  kind: "latency-p99",
  target,
  region,
  service,
  windowDays: 30,
  builtIn: false,
});
const LIST = [
  latency(400, "eu", "shop"),
  latency(300, null, "shop"),
  latency(200, "eu", null),
  latency(100, null, null),
];

test.each([
  ["both named", "eu", "shop", 400],
  ["the service elsewhere", "us", "shop", 300],
  ["another service in the region", "eu", "chat", 200],
  ["neither", "us", "chat", 100],
  ["the region as a whole", "eu", null, 200],
  ["the world", null, null, 100],
])("the most specific objective: %s", (_name, region, service, target) => {
  expect(objectiveFor(LIST, "latency-p99", region, service).target).toBe(target);
  expect(objectiveFor([...LIST].reverse(), "latency-p99", region, service).target).toBe(target);
});

test("without any the built-in ones hold", () => {
  expect(objectivesFor([], "eu", "shop")).toEqual({
    availabilityRatio: 0.9999,
    availabilityWindowMs: 30 * 86_400_000,
    latencyP99Ms: 150,
    latencyP95Ms: 85,
    errorRatio: 0.001,
  });
});

test.each([
  ["availability", 0.9999, 0.9999],
  ["error-ratio", 0.001, 0.999],
  ["latency-p99", 150, 0.99],
  ["latency-p95", 85, 0.95],
] as const)("%s of %d asks that %d of the requests be good", (kind, target, good) => {
  expect(goodRatioOf({ kind, target })).toBe(good);
});

import { expect, test } from "vitest";
import { openProbabilityOf, predictionRuleFor, type PredictionRule } from "./prediction-rule";

const ALL: PredictionRule = {
  ...{ kind: "cpu_saturation_prediction", region: null, threshold: 0.8, openProbability: 0.5 },
  ...{ enabled: true, services: true },
};
const EU = { ...ALL, region: "eu", threshold: 0.7 };

test.each([
  ["the one for all", [ALL], "us", null, ALL],
  ["… for services too", [ALL], "us", "cart", ALL],
  ["a region's own goes before it", [ALL, EU], "eu", null, EU],
  ["… for its services too", [ALL, EU], "eu", "cart", EU],
  ["… also where it is off", [ALL, { ...EU, enabled: false }], "eu", null, null],
  ["… also where it is not for services", [ALL, { ...EU, services: false }], "eu", "cart", null],
  ["one that is not for services is for the region", [{ ...ALL, services: false }], "us", null, 0],
  ["… and for nothing in it", [{ ...ALL, services: false }], "us", "cart", null],
  ["a region's own brings its services back", [{ ...ALL, services: false }, EU], "eu", "cart", EU],
  ["another kind's is none", [{ ...ALL, kind: "disk_exhaustion_prediction" }], "us", null, null],
] as const)("%s", (_, rules, region, service, expected) => {
  const found = predictionRuleFor<PredictionRule>(rules, { kind: ALL.kind, region, service });
  expect(found).toEqual(typeof expected === "number" ? rules[expected] : expected);
});

test.each([
  [0.5, 2 / 3],
  [0.05, 0.1 / 1.05],
  [0.99, 1.98 / 1.99],
])(
  "a rule that tells of regions from %d on tells of services at twice its odds, but of what fills up at its own",
  (openProbability, expected) => {
    const rule = { ...ALL, openProbability };
    expect(openProbabilityOf(rule, { kind: ALL.kind, service: null })).toBe(openProbability);
    const filling = { kind: "memory_pressure_prediction", service: "cart" } as const;
    expect(openProbabilityOf(rule, filling)).toBe(openProbability);
    const found = openProbabilityOf(rule, { kind: ALL.kind, service: "cart" });
    expect(found).toBeCloseTo(expected, 12);
    expect(found / (1 - found)).toBeCloseTo((2 * openProbability) / (1 - openProbability), 9);
  },
);

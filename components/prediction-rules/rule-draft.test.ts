import { expect, test } from "vitest";
import type { PredictionRuleContract } from "@/lib/contracts/prediction-rule";
import { bodyOfRule, bodyOfRuleDraft, draftOfRule, newRuleDraft } from "./rule-draft";

const rule = (change: Partial<PredictionRuleContract>): PredictionRuleContract => ({
  ...{ id: "a", kind: "memory_pressure_prediction", region: null, threshold: 0.85, threshold_unit: "ratio" },
  ...{ open_probability: 0.5, enabled: true, services: true, built_in: true, etag: "x" },
  ...change,
});

test.each([
  rule({}),
  rule({ threshold: 0.57, open_probability: 0.07, enabled: false, services: false }),
  rule({ kind: "latency_degradation_prediction", threshold: 212.5, region: "eu" }),
  rule({ kind: "error_budget_exhaustion_prediction", threshold: 1 }),
])("the form gives back what it was given: %o", (one) => {
  expect(bodyOfRuleDraft(draftOfRule(one))).toEqual({ body: bodyOfRule(one), problems: null });
});

test("shares are typed in per cent, latencies in ms, and a comma is taken for a point", () => {
  expect(draftOfRule(rule({ threshold: 0.57 }))).toMatchObject({ threshold: "57", open_probability: "50" });
  expect(newRuleDraft("latency_degradation_prediction").threshold).toBe("200");
  const typed = {
    ...newRuleDraft("cpu_saturation_prediction"),
    region: "eu",
    threshold: "77,5",
    open_probability: "60",
  };
  expect(bodyOfRuleDraft(typed).body).toMatchObject({
    threshold: 0.775,
    open_probability: 0.6,
    region: "eu",
  });
});

test.each([
  ["cpu_saturation_prediction", { region: "" }, { region: /must be chosen/ }],
  [
    "cpu_saturation_prediction",
    { threshold: "" },
    { threshold: /more than 0 and less than 100 \(per cent\)/ },
  ],
  ["cpu_saturation_prediction", { threshold: "100" }, { threshold: /less than 100/ }],
  ["error_budget_exhaustion_prediction", { threshold: "101" }, { threshold: /at most 100/ }],
  ["latency_degradation_prediction", { threshold: "0" }, { threshold: /more than 0.*\(ms\)/ }],
  ["latency_degradation_prediction", { threshold: "fast" }, { threshold: /number/ }],
  [
    "cpu_saturation_prediction",
    { open_probability: "100" },
    { open_probability: /from 5 to 99 \(per cent\)/ },
  ],
  ["cpu_saturation_prediction", { open_probability: "high" }, { open_probability: /from 5 to 99/ }],
] as const)("%s with %o is told at its field", (kind, change, expected) => {
  const { body, problems } = bodyOfRuleDraft({ ...newRuleDraft(kind), region: "eu", ...change });
  expect(body).toBeNull();
  expect(Object.keys(problems!)).toEqual(Object.keys(expected));
  expect(Object.values(problems!)[0]).toMatch(Object.values(expected)[0]!);
});

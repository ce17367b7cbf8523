import { describe, expect, test } from "vitest";
import type { Objective } from "@/lib/domain/objective";
import type { Prediction } from "@/lib/domain/prediction";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { describePrediction, recommendedActions, type PredictionScene } from "./prediction-words";

const SCENE: PredictionScene = { place: "EU West", origin: null, objective: null, suspects: [] };
const budget = { kind: "error_budget_exhaustion_prediction", threshold: 1 } as const;
const of = (kind: Objective["kind"], target: number) => ({ objective: { kind, target } });

describe("one sentence says what, of what, where and how likely", () => {
  test.each<[string, Partial<Prediction>, Partial<PredictionScene>, string]>([
    ["a region", {}, {}, "CPU in EU West is likely to rise above 80 %: 53 % within 1 h"],
    [
      "a service",
      { kind: "latency_degradation_prediction", service: "checkout", threshold: 200 },
      {},
      "The 99th percentile of latency of checkout in EU West is likely to rise above 200 ms: 53 % within 1 h",
    ],
    ...(
      [
        [of("availability", 0.9999), "99.99 % availability"],
        [of("error-ratio", 0.001), "an error rate within 0.1 %"],
        [of("latency-p99", 150), "p99 within 150 ms"],
        [of("latency-p95", 85), "p95 within 85 ms"],
      ] as const
    ).map(([scene, promise]): [string, Partial<Prediction>, Partial<PredictionScene>, string] => [
      `the budget for ${promise}`,
      { ...budget, region: null },
      { ...scene, place: "all regions" },
      `The spent share of the error budget for ${promise} in all regions is likely to rise above 100 %`,
    ]),
    [
      "one of an objective that is gone",
      budget,
      {},
      "The spent share of the error budget in EU West is likely",
    ],
  ])("%s", (_name, change, scene, text) => {
    const sentence = describePrediction(examplePrediction(0, change), { ...SCENE, ...scene });
    expect(sentence.startsWith(text), sentence).toBe(true);
  });
});

test("what to do says where it is worst, and what a budget is spent by", () => {
  const origin = "checkout";
  expect(recommendedActions("cpu_saturation_prediction", { ...SCENE, origin })[0]).toContain(
    "checkout in EU West",
  );
  const budgetAction = (scene: Partial<PredictionScene>) =>
    recommendedActions(budget.kind, { ...SCENE, ...scene })[0];
  expect(budgetAction(of("latency-p95", 85))).toContain("mend what is slowest");
  expect(budgetAction(of("availability", 0.999))).toContain("mend what fails most");
});

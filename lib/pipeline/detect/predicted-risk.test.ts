import { expect, test } from "vitest";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { predictedRisk, SCORED_HORIZON_MS, type PredictedRisk } from "./predicted-risk";
import type { RiskPart } from "./weighed-risk";

const NOW_MS = Date.UTC(2026, 10, 28, 12);
/** By its newest assessment; what was said first is something else. */
const open = (id: string, calibrated: number) =>
  examplePrediction(NOW_MS, { id, latest: [{ horizonMs: SCORED_HORIZON_MS, raw: 0.5, calibrated }] });
const part = (requestsPerSecond: number | null, id?: string, probability = 0): RiskPart<PredictedRisk> => ({
  requestsPerSecond,
  risk: id === undefined ? null : predictedRisk([open(id, probability)]),
});

test.each([
  ["nothing is open", [], [], null],
  ["the likeliest of its own, not their sum", [open("a", 0.4), open("b", 0.7)], [], [0.7, "b", 0.7]],
  ["of a part as much as its share of the traffic", [], [part(25, "eu", 0.8), part(75)], [0.2, "eu", 0.8]],
  [
    "parts add up by their traffic, named is the one that says most",
    [],
    [part(50, "eu", 0.4), part(50, "us", 0.8)],
    [0.6, "us", 0.8],
  ],
  [
    "its own, where that is more than its parts",
    [open("world", 0.5)],
    [part(50, "eu", 0.8), part(50)],
    [0.5, "world", 0.5],
  ],
  [
    "its parts, where those are more",
    [open("world", 0.3)],
    [part(50, "eu", 0.8), part(50)],
    [0.4, "eu", 0.8],
  ],
  ["no traffic is known of its parts", [], [part(null, "eu", 0.8), part(0, "us", 0.8)], null],
] as const)("%s", (_, own, parts, expected) => {
  const risk = predictedRisk(own, parts);
  expect(risk && [Number(risk.share.toFixed(9)), risk.most.id, risk.mostProbability]).toEqual(expected);
});

test("what was said of other horizons alone takes nothing", () => {
  expect(predictedRisk([examplePrediction(NOW_MS, { latest: [] })])?.share).toBe(0);
});

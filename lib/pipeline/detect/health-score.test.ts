import fc from "fast-check";
import { expect, test } from "vitest";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { healthScore, type HealthEvidence } from "./health-score";
import type { IncidentRisk } from "./incident-risk";
import type { PredictedRisk } from "./predicted-risk";

const PERFECT: HealthEvidence = {
  ...{ hourBurn: 0, latencyObjectiveMs: 150, slowerRatio: 0, utilizations: [] },
  ...{ incident: null, predicted: null, assessed: true },
};
const risk = (share: number, mostProbability = share): PredictedRisk => ({
  ...{ share, mostProbability, most: examplePrediction(Date.UTC(2026, 10, 28)) },
});
const incident = (share: number, mostShare = share): IncidentRisk => ({
  ...{ share, mostShare, most: { number: 12, title: "checkout is slow", severity: "high" } },
});
const points = (evidence: Partial<HealthEvidence>) =>
  healthScore({ ...PERFECT, ...evidence }).penalties.map((penalty) => penalty.points);

test.each([
  ["nothing wrong", {}, [0, 0, 0, 0]],
  ["half of the worst burn", { hourBurn: 7.2 }, [25, 0, 0, 0]],
  ["the worst burn and beyond", { hourBurn: 1_000 }, [50, 0, 0, 0]],
  ["no budget at all", { hourBurn: Infinity }, [50, 0, 0, 0]],
  ["slower within the allowance", { slowerRatio: 0.01 }, [0, 0, 0, 0]],
  ["half of what is left is slower", { slowerRatio: 0.505 }, [0, 12.5, 0, 0]],
  ["everything slower", { slowerRatio: 1 }, [0, 25, 0, 0]],
  ["cpu at its target", { utilizations: [{ resource: "cpu", ratio: 0.85 }] }, [0, 0, 0, 0]],
  [
    "the worst counts by its own target",
    {
      utilizations: [
        { resource: "memory", ratio: 0.9 },
        { resource: "disk", ratio: 1 },
      ],
    },
    [0, 0, 15, 0],
  ],
  ["a prediction takes its probability of the points", { predicted: risk(0.724) }, [0, 0, 0, 7.2]],
  ["a certain one takes all of them", { predicted: risk(1) }, [0, 0, 0, 10]],
  ["an open incident takes its share", { incident: incident(0.5) }, [0, 0, 0, 5]],
  ["of an incident and a prediction the larger counts", { incident: incident(0.5), predicted: risk(0.7) }, [0, 0, 0, 7]], // prettier-ignore
  ["nothing known", { hourBurn: null, slowerRatio: null }, [0, 0, 0, 0]],
] as const)("%s", (_name, evidence, expected) => {
  expect(points(evidence)).toEqual(expected);
});

test.each([
  ["No incident is open here. Nothing is predicted of the next 4 h.", {}],
  ["No incident is open here. Nothing could be predicted lately.", { assessed: false }],
  [
    "No incident is open here. CPU in eu-west-1 is likely to rise above 80 %: 72 % within 4 h. Certainty takes all points.",
    { predicted: risk(0.72) },
  ],
  [
    "No incident is open here. CPU in eu-west-1 is likely to rise above 80 %: 72 % within 4 h; all parts by traffic make 18 %. Certainty takes all points.",
    { predicted: risk(0.18, 0.72) },
  ],
  [
    "Incident 12 is open (high: checkout is slow): it takes 50 % of the points. Nothing is predicted of the next 4 h.",
    { incident: incident(0.5) },
  ],
  [
    "Incident 12 is open (high: checkout is slow): it takes 50 % of the points, all parts by traffic 20 %. CPU in eu-west-1 is likely to rise above 80 %: 72 % within 4 h. Certainty takes all points. The larger of the two counts.",
    { incident: incident(0.2, 0.5), predicted: risk(0.72) },
  ],
] as const)("it says %s", (because, evidence) => {
  const { penalties } = healthScore({ ...PERFECT, ...evidence });
  expect(penalties[3]?.because).toBe(because);
});

test("the penalties always add up to the score, exactly", () => {
  const ratio = fc.double({ min: 0, max: 1.2, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      ratio,
      ratio,
      ratio,
      (hourBurn, slowerRatio, cpu, share) => {
        const utilizations = [{ resource: "cpu" as const, ratio: cpu }];
        const { healthScore: score, penalties } = healthScore({
          hourBurn,
          latencyObjectiveMs: 150,
          slowerRatio,
          utilizations,
          ...{ incident: null, predicted: risk(share), assessed: true },
        });
        const tenths = penalties.reduce((sum, penalty) => sum + Math.round(penalty.points * 10), 0);
        expect(Math.round(score * 10)).toBe(1_000 - tenths);
        expect(score).toBeGreaterThanOrEqual(0);
        for (const { points: taken, maxPoints } of penalties) expect(taken).toBeLessThanOrEqual(maxPoints);
      },
    ),
  );
});

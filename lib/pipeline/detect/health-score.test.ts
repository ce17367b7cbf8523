import fc from "fast-check";
import { expect, test } from "vitest";
import { healthScore } from "./health-score";

const PERFECT = { hourBurn: 0, latencyObjectiveMs: 150, slowerRatio: 0, utilizations: [] };
const points = (evidence: Partial<Parameters<typeof healthScore>[0]>) =>
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
  ["nothing known", { hourBurn: null, slowerRatio: null }, [0, 0, 0, 0]],
] as const)("%s", (_name, evidence, expected) => {
  expect(points(evidence)).toEqual(expected);
});

test("the penalties always add up to the score, exactly", () => {
  const ratio = fc.double({ min: 0, max: 1.2, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), ratio, ratio, (hourBurn, slowerRatio, cpu) => {
      const utilizations = [{ resource: "cpu" as const, ratio: cpu }];
      const { healthScore: score, penalties } = healthScore({
        hourBurn,
        latencyObjectiveMs: 150,
        slowerRatio,
        utilizations,
      });
      const tenths = penalties.reduce((sum, penalty) => sum + Math.round(penalty.points * 10), 0);
      expect(Math.round(score * 10)).toBe(1_000 - tenths);
      expect(score).toBeGreaterThanOrEqual(0);
      for (const { points: taken, maxPoints } of penalties) expect(taken).toBeLessThanOrEqual(maxPoints);
    }),
  );
});

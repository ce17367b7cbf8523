import { expect, test } from "vitest";
import { alertRecord } from "./alert-record";
import { scoreProbabilities } from "./reliability";

const outcome = (probability: number, occurred: boolean) => ({ probability, occurred, resolvedMs: 0 });

test("scores statements against what came", () => {
  const score = scoreProbabilities([
    outcome(0.75, true),
    outcome(0.75, false),
    outcome(0.25, false),
    outcome(0.25, false),
  ]);
  expect(score.brier).toBeCloseTo((0.0625 + 0.5625 + 0.0625 + 0.0625) / 4);
  expect(score.skill).toBeCloseTo(0);
  expect(score.calibrationError).toBeCloseTo(0.25);
  expect(score.bins[7]).toEqual({ from: 0.7, to: 0.8, count: 2, meanStated: 0.75, share: 0.5 });
  expect(score.bins[0]).toMatchObject({ count: 0, meanStated: null, share: null });
});

test("says nothing of nothing", () => {
  expect(scoreProbabilities([])).toMatchObject({
    count: 0,
    brier: null,
    skill: null,
    calibrationError: null,
  });
  expect(scoreProbabilities([outcome(1, true)])).toMatchObject({ brier: 0, skill: null });
  expect(alertRecord([])).toEqual({
    hits: 0,
    falseAlerts: 0,
    missed: 0,
    precision: null,
    recall: null,
    leadMs: null,
  });
});

test("counts how alerts ended", () => {
  const hits = [10, 20, 60].map((leadMs) => ({ kind: "hit", leadMs }) as const);
  expect(alertRecord([...hits, { kind: "false" }, { kind: "missed" }, { kind: "missed" }])).toEqual({
    hits: 3,
    falseAlerts: 1,
    missed: 2,
    precision: 0.75,
    recall: 0.6,
    leadMs: { p10: 12, p50: 20, p90: 52 },
  });
});

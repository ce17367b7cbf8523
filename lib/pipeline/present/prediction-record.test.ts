import { expect, test } from "vitest";
import type { PredictionRecordContract } from "@/lib/contracts/prediction";
import { knownHorizons, qualityRows, recordRows } from "./prediction-record-rows";
import { reliabilityDiagram } from "./reliability-diagram";

const counts = { resolved: 5, hits: 3, averted: 0, false: 2, precision: 0.6, proven: false };
const lead = { p10: 60, p50: 600, p90: 900 };
const kind = "disk_exhaustion_prediction" as const;
const bin = (from: number, count: number, mean: number, crossed: number) => ({
  ...{ from, to: from + 0.1, count, mean_probability: mean, crossed_ratio: crossed },
});
const horizon = (bins: PredictionRecordContract["horizons"][number]["bins"]) => ({
  ...{ kind: null, horizon_seconds: 14_400, count: 2_310, crossed_ratio: 0.1, brier: 0.05, brier_skill: 0.4 },
  ...{ calibration_error: 0.031, bins },
});

test("a kind knows what was missed; its strengths stand below it, and both how early they were", () => {
  const rows = recordRows({
    kinds: [{ kind, ...counts, breaches: 4, missed: 1, recall: 0.75, lead_seconds: lead }],
    strengths: [
      { kind, strength: "likely", ...counts, lead_seconds: { p10: 30, p50: 60, p90: 90 } },
      { kind, strength: "very likely", ...counts, resolved: 0, lead_seconds: null },
      { kind: "cpu_saturation_prediction", strength: "likely", ...counts, lead_seconds: null },
    ],
  });
  expect(
    rows.map(({ key, strength, missed, recall, lead: p }) => [key, strength, missed, recall, p]),
  ).toEqual([
    [kind, "all", 1, 0.75, lead],
    [`${kind} likely`, "likely", null, null, { p10: 30, p50: 60, p90: 90 }],
  ]);
});

test("all kinds together are a row before each kind's, with what is known by horizon", () => {
  const record = {
    horizons: [
      { ...horizon([]), kind, brier_skill: null, count: 40 },
      { ...horizon([]), horizon_seconds: 86_400, brier_skill: -0.1 },
      horizon([]),
    ],
  };
  expect(knownHorizons(record)).toEqual([14_400, 86_400]);
  expect(qualityRows(record)).toEqual([
    {
      ...{ key: "all", label: "All kinds", count: 2_310 },
      byHorizon: new Map([
        [86_400, { skill: -0.1, calibrationError: 0.031 }],
        [14_400, { skill: 0.4, calibrationError: 0.031 }],
      ]),
    },
    {
      ...{ key: kind, label: "Disk exhaustion", count: 40 },
      byHorizon: new Map([[14_400, { skill: null, calibrationError: 0.031 }]]),
    },
  ]);
});

test("the picture has a dot for each share that was said, as large as it was often; few are marked", () => {
  const { points, summary } = reliabilityDiagram(
    horizon([bin(0, 2_000, 0.02, 0.02), bin(0.5, 0, 0, 0), bin(0.7, 80, 0.74, 0.6), bin(0.9, 7, 0.95, 1)]),
  );
  expect(points.map(({ range, few }) => [range, few])).toEqual([
    ["0\u2009% to 10\u2009%", false],
    ["70\u2009% to 80\u2009%", false],
    ["90\u2009% to 100\u2009%", true],
  ]);
  expect(points[0]!.radiusPx).toBeGreaterThan(points[1]!.radiusPx);
  expect(points[1]!.radiusPx).toBeGreaterThan(points[2]!.radiusPx);
  expect(summary).toBe(
    "2,310 assessments within 4\u2009h: what was said and what came true differ by 3 points of 100 on average, of the 87 given 10\u2009% or more by 13. " +
      "Those given about 74\u2009% came true 60\u2009% of the time, less often than said.",
  );
});

test.each([
  [[], "No assessment has an outcome yet."],
  [[bin(0, 100, 0.02, 0.02), bin(0.9, 3, 0.95, 1)], /None of at least 20 was said with 50 % or more\.$/],
  [[bin(0.8, 100, 0.81, 0.79)], /81\u2009% came true 79\u2009% of the time, as said\.$/],
  [[bin(0.8, 100, 0.81, 0.9)], /more often than said\.$/],
])("the summary of %o", (bins, text) => {
  expect(reliabilityDiagram(horizon(bins)).summary).toMatch(text);
});

test("where next to nothing was said of almost all, that hides nothing of the few that were warned of", () => {
  const bins = [bin(0, 454_696, 0.0001, 0.0002), bin(0.2, 25, 0.24, 0.67)];
  const { summary } = reliabilityDiagram({ ...horizon(bins), count: 454_721, calibration_error: 0.0001 });
  expect(summary).toContain(
    "differ by less than 0.1 points of 100 on average, of the 25 given 10\u2009% or more by 43.",
  );
});

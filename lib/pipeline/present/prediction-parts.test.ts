import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { toldPrediction } from "@/lib/testing/example-told-prediction";
import { crossingMark, crossingRange } from "./crossing-mark";
import { chartThreshold } from "./prediction-chart-metric";
import { outcomeDetail, outcomeModel } from "./prediction-outcome";
import { signalModels } from "./prediction-signals";

test("signals: the strongest first, as odds, without what changes nothing", () => {
  expect(signalModels(toldPrediction().contributions)).toEqual([
    { signal: "trend", label: "How fast it moves towards it", text: "odds × 2.5", speaks: "for", share: 1 },
    {
      ...{ signal: "season", label: "The time of day and week", text: "odds ÷ 1.5", speaks: "against" },
      share: 0.4 / 0.9,
    },
  ]);
  expect(signalModels([{ signal: "moon", effect: 1 }])[0]?.label).toBe("moon");
});

test.each([
  ["open", { state: "open", outcome: null, ending: null }, "Open"],
  ["a hit", { state: "closed", outcome: "hit", ending: "outcome" }, "Came true"],
  ["false", { state: "closed", outcome: "false", ending: "withdrawn" }, "False alarm"],
  ["averted", { state: "closed", outcome: "averted", ending: "outcome" }, "Averted"],
  ["withdrawn", { state: "closed", outcome: null, ending: "withdrawn" }, "Not known yet"],
  ["its rule changed", { state: "closed", outcome: null, ending: "rule-changed" }, "Not judged"],
  ["no data", { state: "closed", outcome: null, ending: "no-data" }, "Not judged"],
] as const)("outcome: %s", (_name, ended, word) => {
  expect(outcomeModel(ended).word).toBe(word);
});

test.each([
  ["a hit", { outcome: "hit", ending: "outcome", breach_at: "2026-11-28T13:46:00Z" }, "41\u2009min ahead"],
  ["withdrawn", { outcome: null, ending: "withdrawn" }, "withdrawn, judged when its time has passed"],
  ["withdrawn and false", { outcome: "false", ending: "withdrawn" }, "withdrawn before"],
  ["a rule", { outcome: null, ending: "rule-changed" }, "its rule changed"],
  ["no data", { outcome: null, ending: "no-data" }, "too little was received to tell"],
  ["false", { outcome: "false", ending: "outcome" }, ""],
] as const)("beside the outcome: %s", (_name, change, text) => {
  expect(outcomeDetail(toldPrediction(change))).toBe(text);
});

const NOW = Date.UTC(2026, 10, 28, 13);
const crossing = (from: number, median: number | null, to: number) => ({
  fromMs: NOW + from * HOUR_MS,
  medianMs: median === null ? null : NOW + median * HOUR_MS,
  toMs: NOW + to * HOUR_MS,
});
const RANGE = { fromMs: NOW - 2 * HOUR_MS, toMs: NOW + 2 * HOUR_MS };

test.each([
  ["inside", crossing(0, 0.5, 1), { left: 0.5, width: 0.25, median: 0.625 }],
  ["partly", crossing(1, 3, 4), { left: 0.75, width: 0.25, median: null }],
  ["without a median", crossing(-4, null, 4), { left: 0, width: 1, median: null }],
  ["after it", crossing(3, 4, 5), null],
  ["before it", crossing(-5, -4, -3), null],
])("a crossing on a chart: %s", (_name, predicted, mark) => {
  expect(crossingMark(predicted, RANGE)).toEqual(mark);
});

test.each([
  ["nobody knows when", null, 3],
  ["in two hours", crossing(1, 1.5, 2), 3],
  ["in five hours", crossing(1, 3, 5), 6],
  ["in a day", crossing(10, 12, 24), 24],
  ["later than a day", crossing(10, 12, 30), 24],
  ["it is past", crossing(-3, -2, -1), 3],
])("how much past a chart shows: %s", (_name, predicted, backHours) => {
  const range = crossingRange(predicted, NOW);
  expect(range.backHours).toBe(backHours);
  expect(range.fromMs).toBe(NOW - backHours * HOUR_MS);
  expect(range.toMs).toBeGreaterThan(Math.max(predicted?.toMs ?? 0, NOW + 30 * MINUTE_MS));
  expect(range.toMs).toBeLessThan(NOW + 2 * DAY_MS);
});

test("thresholds are drawn in the unit of the chart", () => {
  expect(chartThreshold({ threshold: 0.85, threshold_unit: "ratio" })).toBe(85);
  expect(chartThreshold({ threshold: 200, threshold_unit: "ms" })).toBe(200);
});

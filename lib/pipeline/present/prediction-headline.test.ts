import { expect, test } from "vitest";
import { toldPrediction } from "@/lib/testing/example-told-prediction";
import { engineText, predictionHeadline, recordHeadline } from "./prediction-headline";

const nameOf = () => "AP Southeast";
const at = { nowMs: Date.parse("2026-11-28T13:20:00Z"), timeZone: "UTC" };
const headline = (count: number, assessed = true) =>
  predictionHeadline(
    Array.from({ length: count }, () => toldPrediction()),
    { nameOf, at, assessed },
  );
const NEXT = "Memory pressure, AP Southeast: 88\u2009%, by 14:20, between 13:50 and 15:10.";

test.each([
  [0, true, "Nothing is predicted to break within 24\u2009h."],
  [0, false, "Nothing is predicted yet: nothing was assessed so far."],
  [1, true, NEXT],
  [3, true, `3 predictions are open. First: ${NEXT}`],
])("%i open, assessed: %s", (count, assessed, text) => {
  expect(headline(count, assessed)).toBe(text);
});

test("what was looked at, and what cannot be said", () => {
  const engine = { assessed_to: "", finished_at: "", took_seconds: 1, series: 36, silent: 0 };
  expect(engineText(null)).toMatch(/once a minute/);
  expect(engineText(engine)).toBe("36 series were looked at.");
  expect(engineText({ ...engine, silent: 2 })).toBe(
    "36 series were looked at; of 2 nothing can be said: too little history, or nothing newer.",
  );
});

const kind = (change: object) => ({
  ...{
    kind: "cpu_saturation_prediction" as const,
    resolved: 0,
    hits: 0,
    averted: 0,
    false: 0,
    precision: null,
  },
  ...{ proven: false, breaches: 0, missed: 0, recall: null, lead_seconds: null },
  ...change,
});

test.each([
  ["nothing", [], "No prediction has an outcome yet."],
  [
    "misses alone",
    [kind({ missed: 2 })],
    "No prediction has an outcome yet; 2 breaches were foretold by nothing.",
  ],
  [
    "one kind",
    [kind({ resolved: 5, hits: 3, false: 2, missed: 1, lead_seconds: { p10: 600, p50: 2_460, p90: 3_000 } })],
    "Of 5 predictions with an outcome 3 came true and 2 did not; the median warning was 41\u2009min; 1 breach was foretold by nothing.",
  ],
  [
    "two kinds: their medians are not merged",
    [
      kind({ resolved: 5, hits: 3, false: 1, averted: 1, lead_seconds: { p10: 1, p50: 2_460, p90: 3_000 } }),
      kind({ resolved: 1, hits: 1, lead_seconds: { p10: 1, p50: 1_200, p90: 3_000 } }),
    ],
    "Of 6 predictions with an outcome 4 came true and 1 did not; 1 were averted; the median warning was 20\u2009min to 41\u2009min, by kind; 0 breaches were foretold by nothing.",
  ],
])("a record of %s", (_name, kinds, text) => {
  expect(recordHeadline({ kinds })).toBe(text);
});

import { expect, test } from "vitest";
import { toldPrediction } from "@/lib/testing/example-told-prediction";
import { engineText, predictionHeadline, recordHeadline } from "./prediction-headline";

const nameOf = () => "AP Southeast";
const at = { nowMs: Date.parse("2026-11-28T13:20:00Z"), timeZone: "UTC" };
const ENGINE = {
  assessed_to: "2026-11-28T13:15:00Z",
  finished_at: "2026-11-28T13:15:20Z",
  took_seconds: 1,
  series: 36,
  silent: 0,
};
const headline = (count: number, engine: typeof ENGINE | null) =>
  predictionHeadline(
    Array.from({ length: count }, () => toldPrediction()),
    { nameOf, at, engine },
  );
const NEXT = "Memory pressure, AP Southeast: 88\u2009%, by 14:20, between 13:50 and 15:10.";

test.each([
  ["all is assessed", 0, ENGINE, "Nothing is predicted to break within 24\u2009h."],
  ["of some nothing can be said", 0, { ...ENGINE, silent: 35 }, /^Nothing is predicted to break/],
  [
    "of none anything can be said: senders may have stopped",
    0,
    { ...ENGINE, silent: 36 },
    "Nothing can be predicted now: every series has too little history, or sends nothing new.",
  ],
  ["there is no series", 0, { ...ENGINE, series: 0 }, /yet: no series that a rule is for has arrived\.$/],
  [
    "the engine stands still",
    0,
    { ...ENGINE, assessed_to: "2026-11-28T12:40:00Z" },
    "Not assessed since 12:40: whether something is about to break is not known.",
  ],
  ["nothing was assessed", 0, null, "Nothing can be predicted yet: nothing was assessed so far."],
  ["one is open", 1, ENGINE, NEXT],
  ["several are", 3, ENGINE, `3 predictions are open. First: ${NEXT}`],
] as const)("what is said first: %s", (_name, count, engine, text) => {
  if (typeof text === "string") expect(headline(count, engine)).toBe(text);
  else expect(headline(count, engine)).toMatch(text);
});
test("what was looked at, and what cannot be said", () => {
  expect(engineText(null)).toMatch(/once a minute/);
  expect(engineText(ENGINE)).toBe("36 series were looked at.");
  expect(engineText({ ...ENGINE, silent: 2 })).toBe(
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
    "Of 6 predictions with an outcome 4 came true and 1 did not; 1 was averted; the median warning was 20\u2009min to 41\u2009min, by kind; 0 breaches were foretold by nothing.",
  ],
])("a record of %s", (_name, kinds, text) => {
  expect(recordHeadline({ kinds })).toBe(text);
});

import { expect, test } from "vitest";
import { replayModel } from "./replay-progress";
import { rulePreviewModel } from "./rule-preview";

const preview = (change: object) => ({
  ...{
    from: "2026-10-31T12:00:00Z",
    to: "2026-11-28T12:00:00Z",
    series: 5,
    left_out: 0,
    would_fire: 4,
    true: 3,
  },
  ...{ false: 1, undecided: 0, missed: 0, median_lead_minutes: 41.4 },
  ...change,
});

test.each([
  ["four times", {}, "It would have fired 4 times in 28 days, 3 of them true, 41\u2009min ahead."],
  [
    "all false",
    { true: 0, false: 4, median_lead_minutes: null },
    "It would have fired 4 times in 28 days, none of them true.",
  ],
  [
    "once, rightly",
    { would_fire: 1, true: 1, false: 0 },
    "It would have fired once in 28 days, truly, 41\u2009min ahead.",
  ],
  [
    "once, wrongly",
    { would_fire: 1, true: 0, median_lead_minutes: null },
    "It would have fired once in 28 days, falsely.",
  ],
  [
    "once, lately",
    { would_fire: 1, true: 0, false: 0, undecided: 1, median_lead_minutes: null },
    "It would have fired once in 28 days, which is not decided yet.",
  ],
  [
    "never",
    { would_fire: 0, true: 0, false: 0, median_lead_minutes: null },
    "It would not have fired in 28 days.",
  ],
  [
    "no series",
    { series: 0, would_fire: 0 },
    "There is no series that it would be for: nothing of this kind was received.",
  ],
  ["no history", { from: "2026-11-28T11:50:00Z" }, "There is too little history to try it on."],
  [
    "little history",
    { from: "2026-11-27T12:00:00Z" },
    "It would have fired 4 times in 24 hours, 3 of them true, 41\u2009min ahead.",
  ],
])("a preview: %s", (_name, change, sentence) => {
  expect(rulePreviewModel(preview(change)).sentence).toBe(sentence);
});

test("what else there is to know of a preview", () => {
  expect(rulePreviewModel(preview({ missed: 1, undecided: 2, left_out: 7 })).notes).toEqual([
    "1 false",
    "2 not known yet",
    "1 breach would have come unforetold",
    "tried on 5 series, 7 more were left out",
  ]);
  expect(rulePreviewModel(preview({ from: "2026-11-20T12:00:00Z" })).notes).toContain(
    "there is no older history",
  );
});

const replay = (change: object) => ({
  ...{ state: "running" as const, from: "2026-10-19T00:00:00Z", to: "2026-11-28T12:00:00Z" },
  ...{ cursor: "2026-11-02T00:00:00Z", done_ratio: 0.35, opened: 120, worked_seconds: 300, problem: null },
  ...{ started_at: "2026-11-28T12:00:00Z", finished_at: null },
  ...change,
});

test.each([
  [{}, /^History from 19 Oct to 28 Nov is being predicted.*: 120 predictions so far, at 2 Nov\.$/, 0.35],
  [{ state: "done", opened: 1 }, /was predicted.*: 1 prediction, in 5\u2009min of work\.$/, null],
  [{ state: "cancelled" }, /was cancelled, at 2 Nov; its 120 predictions stay in the record\.$/, null],
  [{ state: "failed" }, /failed, at 2 Nov; its 120 predictions stay/, null],
] as const)("a replay: %o", (change, text, share) => {
  const model = replayModel(replay(change), "UTC");
  expect(model?.text).toMatch(text);
  expect(model?.share).toBe(share);
});

test("a problem is told while it runs and once it failed; without a replay there is nothing to say", () => {
  expect(replayModel(replay({ problem: "Away." }), "UTC")?.problem).toBe("Away.");
  expect(replayModel(replay({ state: "done", problem: "Away." }), "UTC")?.problem).toBeNull();
  expect(replayModel(replay({ state: "none", from: null, to: null }), "UTC")).toBeNull();
});

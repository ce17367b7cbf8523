import { expect, test } from "vitest";
import { toldPrediction } from "@/lib/testing/example-told-prediction";
import { affectedServices, byUrgency, predictionModel, predictionsOf, whenText } from "./prediction-model";

const NAMES: Readonly<Record<string, string>> = { "ap-southeast-1": "AP Southeast" };
const nameOf = (code: string) => NAMES[code] ?? code;
const AT = { nowMs: Date.parse("2026-11-28T13:20:00Z"), timeZone: "UTC" };

test("what is said is of now; what was said first stands beside it", () => {
  const model = predictionModel(toldPrediction(), nameOf, AT);
  expect(model).toMatchObject({
    title: "Memory pressure, AP Southeast",
    sentence: "Memory crosses 85\u2009%: very likely within 1\u2009h, 88\u2009%.",
    when: "By 14:20, between 13:50 and 15:10",
    probability: 0.88,
    track: "came true 41 of 46 times",
    proven: true,
  });
  expect(model.horizons.map(({ within, text, wasText }) => [within, text, wasText])).toEqual([
    ["30\u2009min", "31\u2009%", null],
    ["1\u2009h", "88\u2009%", "62\u2009%"],
  ]);
});

test("one that was assessed only when it opened is said as it was then", () => {
  const model = predictionModel(toldPrediction({ latest_probabilities: [] }), nameOf, AT);
  expect(model.probability).toBe(0.62);
  expect(model.horizons.map(({ wasText }) => wasText)).toEqual([null, null]);
});

test.each([
  [
    "the newest assessment no longer expects it, whatever was said first",
    { latest_failure_time: null, latest_failure_window: null },
    "nobody can say when within 24\u2009h",
  ],
  [
    "later than was said first: its range is the newest too",
    {
      latest_failure_time: "2026-11-28T16:20:00Z",
      latest_failure_window: { from: "2026-11-28T15:40:00Z", to: "2026-11-28T17:30:00Z" },
    },
    "by 16:20, between 15:40 and 17:30",
  ],
  ["no range", { latest_failure_window: null }, "by 14:20"],
  [
    "not assessed lately",
    { assessed_at: "2026-11-28T12:40:00Z" },
    "by 14:20, between 13:50 and 15:10, as of 12:40",
  ],
  [
    "its time has come",
    { latest_failure_time: "2026-11-28T13:15:00Z", latest_failure_window: null },
    "was expected 13:15",
  ],
  [
    "tomorrow: a date is said once",
    {
      latest_failure_time: "2026-11-29T09:37:00Z",
      latest_failure_window: { from: "2026-11-29T02:52:00Z", to: "2026-11-29T18:49:00Z" },
    },
    "by 29 Nov, 09:37, between 02:52 and 18:49",
  ],
  [
    "around midnight",
    {
      latest_failure_time: "2026-11-29T00:10:00Z",
      latest_failure_window: { from: "2026-11-28T22:00:00Z", to: "2026-11-29T03:00:00Z" },
    },
    "by 29 Nov, 00:10, between 28 Nov, 22:00 and 29 Nov, 03:00",
  ],
])("when: %s", (_name, change, text) => {
  expect(whenText(toldPrediction(change), AT)).toBe(text);
});

test("the soonest comes first, of two the likelier, and last the one of which nobody can say when", () => {
  const one = toldPrediction({ id: "later", latest_failure_time: "2026-11-28T16:00:00Z" });
  const two = toldPrediction({ id: "sooner" });
  const three = toldPrediction({ id: "likelier", confidence: 0.9 });
  const four = toldPrediction({ id: "never", latest_failure_time: null });
  expect([four, one, two, three].sort(byUrgency).map(({ id }) => id)).toEqual([
    "likelier",
    "sooner",
    "later",
    "never",
  ]);
});

const partOf = (service: string) => ({
  ...{ id: "part", alert_type: "cpu_saturation_prediction" as const, region: "eu", service },
  ...{ confidence: 0.6, predicted_failure_time: null, open: true },
});
test.each([
  [{ region: null, service: null }, ["here", "there", "world"]],
  [{ region: "ap-southeast-1", service: null }, ["here", "world"]],
  [{ region: "elsewhere", service: null }, ["world"]],
  [{ region: null, service: "checkout" }, ["here"]],
  [{ region: null, service: "search" }, ["there"]],
  [{ region: null, service: "cart" }, ["there"]],
  [{ region: "eu", service: "checkout" }, []],
  [{ region: null, service: "ap-southeast-1" }, []],
])("of %o", (place, ids) => {
  const all = [
    toldPrediction({ id: "here" }),
    toldPrediction({
      ...{ id: "there", region: "eu", service: "search", affected_systems: ["eu"], parts: [partOf("cart")] },
    }),
    toldPrediction({ id: "world", region: null, affected_systems: [] }),
  ];
  expect(predictionsOf(all, place).map(({ id }) => id)).toEqual(ids);
});

test("the region is no service", () => {
  expect(affectedServices(toldPrediction())).toEqual(["session-cache", "checkout"]);
  expect(affectedServices({ region: null, affected_systems: ["a"] })).toEqual(["a"]);
});

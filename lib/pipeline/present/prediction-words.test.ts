import { expect, test } from "vitest";
import {
  horizonText,
  momentText,
  partTitle,
  predictionPlace,
  probabilityText,
  probabilityWord,
  silentText,
  thresholdText,
  trackText,
} from "./prediction-words";

const nameOf = (code: string) => (code === "eu-west-1" ? "EU West" : code);

test.each([
  [0, "0\u2009%"],
  [0.004, "< 1\u2009%"],
  [0.01, "1\u2009%"],
  [0.884, "88\u2009%"],
  [0.99, "99\u2009%"],
  [0.9951, "> 99\u2009%"],
  [1, "100\u2009%"],
])("the probability %f reads %s", (probability, text) => {
  expect(probabilityText(probability)).toBe(text);
});

test.each([
  [1, "almost certain"],
  [0.9, "almost certain"],
  [0.899, "very likely"],
  [0.7, "very likely"],
  [0.5, "likely"],
  [0.499, "possible"],
  [0.3, "possible"],
  [0.1, "unlikely"],
  [0, "very unlikely"],
])("the probability %f is called %s", (probability, word) => {
  expect(probabilityWord(probability)).toBe(word);
});

test.each([
  [0, 0, false, "unproven: no outcome yet"],
  [1, 1, false, "unproven: 1 outcome, 1 came true"],
  [7, 5, false, "unproven: 7 outcomes, 5 came true"],
  [46, 41, true, "came true 41 of 46 times"],
  [2_046, 1_041, true, "came true 1,041 of 2,046 times"],
])("a record of %i outcomes, %i of them true", (resolved, hits, proven, text) => {
  expect(trackText({ resolved, hits, proven })).toBe(text);
});

test.each([
  ["2026-11-28T14:20:00Z", "UTC", "14:20"],
  ["2026-11-29T02:10:00Z", "UTC", "29 Nov, 02:10"],
  ["2026-11-28T14:20:00Z", "Asia/Tokyo", "23:20"],
  ["2026-11-28T15:20:00Z", "Asia/Tokyo", "29 Nov, 00:20"],
])("%s in %s is %s", (time, timeZone, text) => {
  expect(momentText(Date.parse(time), { nowMs: Date.parse("2026-11-28T13:20:00Z"), timeZone })).toBe(text);
});

test.each([
  [null, null],
  [{ series: 36, silent: 0 }, null],
  [{ series: 36, silent: 2 }, "Of 2 of 36 series nothing can be said."],
  [{ series: 36, silent: 36 }, null],
])("of how many nothing can be said: %o", (counts, text) => {
  const run = { assessed_to: "2026-11-28T13:15:00Z", finished_at: "2026-11-28T13:15:20Z", took_seconds: 1 };
  expect(silentText(counts === null ? null : { ...run, ...counts })).toBe(text);
});

test("a part is named with its service, and with its region where that is not its alert's", () => {
  const title = (region: string | null, service: string | null, alert: string | null) =>
    partTitle({ alert_type: "cpu_saturation_prediction", region, service }, { region: alert }, nameOf);
  expect(title("eu-west-1", null, "eu-west-1")).toBe("CPU saturation");
  expect(title("eu-west-1", "cart", "eu-west-1")).toBe("CPU saturation, cart");
  expect(title("eu-west-1", "cart", null)).toBe("CPU saturation, cart, EU West");
  expect(title(null, null, null)).toBe("CPU saturation");
});

test("horizons, thresholds and places", () => {
  expect([1_800, 3_600, 14_400, 86_400].map(horizonText)).toEqual([
    "30\u2009min",
    "1\u2009h",
    "4\u2009h",
    "24\u2009h",
  ]);
  expect(thresholdText({ threshold: 0.855, threshold_unit: "ratio" })).toBe("85.5\u2009%");
  expect(thresholdText({ threshold: 1_200, threshold_unit: "ms" })).toBe("1,200\u2009ms");
  expect(predictionPlace({ region: "eu-west-1", service: "checkout" }, nameOf)).toBe("checkout, EU West");
  expect(predictionPlace({ region: null, service: null }, nameOf)).toBe("All regions");
});

import { expect, it } from "vitest";
import { formatAge, formatDuration } from "./format-age";

it.each([
  [0, "0 s"],
  [-5_000, "0 s"],
  [4_999, "4 s"],
  [119_999, "119 s"],
  [120_000, "2 min"],
  [7_199_999, "119 min"],
  [7_200_000, "2 h"],
  [172_799_999, "47 h"],
  [172_800_000, "2 d"],
  [2_592_000_000, "30 d"],
])("%d ms is %s", (ms, text) => {
  expect(formatDuration(ms).replace("\u2009", " ")).toBe(text);
});

it("says how long ago, and never that something lies ahead", () => {
  expect(formatAge(1_000, 5_000)).toBe("4\u2009s ago");
  expect(formatAge(9_000, 5_000)).toBe("0\u2009s ago");
});

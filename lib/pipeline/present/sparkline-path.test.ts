import { expect, it } from "vitest";
import { sparklinePath } from "./sparkline-path";

const BOX = { width: 104, height: 24 };

it.each([
  ["nothing", [], ""],
  ["a single value is no line", [null, 3], ""],
  ["rising", [0, 1], "M2 22L102 2"],
  ["level lies in the middle", [5, 5], "M2 12L102 12"],
  ["a gap stays a gap", [0, 1, null, 0, 1], "M2 22L27 2M77 22L102 2"],
])("%s", (_name, values, path) => {
  expect(sparklinePath(values, BOX).path).toBe(path);
});

it("marks the newest known value", () => {
  expect(sparklinePath([0, 1, null], BOX).end).toEqual({ x: 52, y: 2 });
});

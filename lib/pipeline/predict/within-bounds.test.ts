import { expect, test } from "vitest";
import { withinBounds } from "./within-bounds";

test.each([
  { value: 1.2, lower: 0, upper: 1, expected: 1 },
  { value: -0.1, lower: 0, upper: 1, expected: 0 },
  { value: 0.4, lower: 0, upper: 1, expected: 0.4 },
  { value: 7, lower: 0, upper: null, expected: 7 },
  { value: -7, lower: null, upper: null, expected: -7 },
])("$value within $lower and $upper is $expected", ({ value, lower, upper, expected }) => {
  expect(withinBounds(value, { lower, upper })).toBe(expected);
});

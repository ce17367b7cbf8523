import { expect, it } from "vitest";
import { formatPlace } from "./format-place";

it.each([
  [53.35, -6.26, "53.35° N, 6.26° W"],
  [-33.87, 151.21, "33.87° S, 151.21° E"],
  [0, 0, "0.00° N, 0.00° E"],
  [null, 1, null],
  [1, null, null],
])("%s and %s are %s", (latitude, longitude, text) => {
  expect(formatPlace(latitude, longitude)).toBe(text);
});

import { expect, it } from "vitest";
import { formatPlace } from "./format-place";

it.each([
  [53.35, -6.26, "53.4° N, 6.3° W"],
  [-33.87, 151.21, "33.9° S, 151.2° E"],
  [0, 0, "0.0° N, 0.0° E"],
  [null, 1, null],
  [1, null, null],
])("%s and %s are %s", (latitude, longitude, text) => {
  expect(formatPlace(latitude, longitude)).toBe(text);
});

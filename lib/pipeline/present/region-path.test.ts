import { expect, it } from "vitest";
import { regionOfPath } from "./region-path";

it.each([
  ["/regions/eu-west-1", "eu-west-1"],
  ["/regions/Z%C3%BCrich%2F1", "Zürich/1"],
  ["/regions/100%", "100%"],
  ["/regions/eu-west-1/more", "eu-west-1"],
  ["/regions", null],
  ["/services/eu-west-1", null],
])("%s names %s", (path, code) => {
  expect(regionOfPath(path)).toBe(code);
});

import { expect, it } from "vitest";
import { decodedSegment } from "./path-segment";

it.each([
  ["eu-west-1", "eu-west-1"],
  ["Z%C3%BCrich%2F1", "Zürich/1"],
  ["100%", "100%"],
])("%s is %s", (segment, text) => {
  expect(decodedSegment(segment)).toBe(text);
});

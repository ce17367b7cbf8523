import { expect, test } from "vitest";
import { isTimeZone } from "./time-zone";

test.each([
  ["Europe/Dublin", true],
  ["Asia/Kolkata", true],
  ["America/Argentina/Buenos_Aires", true],
  ["UTC", true],
  ["Europe/Atlantis", false],
  ["GMT+25", false],
  ["+02:00", false],
  ["02:00", false],
  [" Europe/Dublin", false],
  ["", false],
])("%j is a time zone: %s", (name, known) => {
  expect(isTimeZone(name)).toBe(known);
});

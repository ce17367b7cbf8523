import { expect, test } from "vitest";
import { failuresInARow, restartDelayMs } from "./restart-delay";

test("pauses double from half a second to ten seconds", () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(restartDelayMs)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test("failures add up until a process has lived for half a minute", () => {
  expect(failuresInARow(0, 5)).toBe(1);
  expect(failuresInARow(4, 29_999)).toBe(5);
  expect(failuresInARow(4, 30_000)).toBe(1);
});

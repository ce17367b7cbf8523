import { expect, test } from "vitest";
import { foretoldOf, type Foretold } from "./foretold";
import { DAY_MS, HOUR_MS } from "./window";

const MIDNIGHT_MS = Date.UTC(2026, 10, 26);
const at = (hours: number) => MIDNIGHT_MS + hours * HOUR_MS;

/** Says its own number of every hour from when it was made, for three days. */
const made = (hours: number, says: number): Foretold => ({
  ...{ region: "eu", asOfMs: at(hours), demo: false, replayed: false },
  points: Array.from({ length: 72 }, (_, hour) => {
    const band = { median: says, lower80: says, upper80: says, lower95: says, upper95: says };
    return { timeMs: at(hours + hour), ...band };
  }),
});

test.each([
  ["nothing was forecast", [], 30, null],
  ["an hour into an outage it knows the outage", [made(29, 1)], 30, null],
  ["a day less an hour is no day", [made(7, 1)], 30, null],
  ["a day before", [made(6, 1)], 30, 1],
  ["the newest that is a day old", [made(-24, 1), made(0, 2), made(24, 3)], 30, 2],
  ["in any order", [made(24, 3), made(0, 2), made(-24, 1)], 30, 2],
  ["the day before's, where one is missing", [made(-24, 1), made(24, 3)], 30, 1],
  ["one that stood still for days is not of the day before", [made(-48, 1)], 30, null],
  ["one that does not reach so far", [{ ...made(0, 1), points: made(0, 1).points.slice(0, 20) }], 30, null],
])("%s", (_name, known, hour, says) => {
  expect(foretoldOf(known, at(hour))?.point.median ?? null).toBe(says);
});

test("it says when it was made", () => {
  expect(foretoldOf([made(0, 2)], at(24))?.asOfMs).toBe(MIDNIGHT_MS);
  expect(foretoldOf([made(0, 2)], MIDNIGHT_MS + DAY_MS + HOUR_MS / 2)).toBeNull(); // no step begins there
});

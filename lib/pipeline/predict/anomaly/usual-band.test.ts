import { expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { UsualBand } from "./usual-band";

const STEP_MS = 300_000;
const DAY = 288;

function ranges(values: readonly number[]) {
  const band = new UsualBand(STEP_MS, 5);
  return values.map((value) => band.next(value));
}
function days(count: number, seed = 1): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: count * DAY },
    (_, step) => 100 + 50 * Math.sin((2 * Math.PI * step) / DAY) + 5 * random(),
  );
}

test("nothing is said before a week is known, and how much is missing is told", () => {
  const band = new UsualBand(STEP_MS, 5);
  const all = days(8);
  const first = all.findIndex((value) => {
    const needs = band.needs();
    const range = band.next(value);
    expect(range === null).toBe(needs > 0);
    return range !== null;
  });
  expect(first).toBe(7 * DAY - 2);
});

test("gaps make it wait longer", () => {
  const band = new UsualBand(STEP_MS, 5);
  days(8).forEach((value, step) => band.next(step % 2 === 0 ? value : NaN));
  expect(band.needs()).toBeGreaterThan(DAY / 2);
});

test("what is expected follows the time of day: the night's value at noon is outside", () => {
  const values = days(10);
  const answers = ranges(values);
  const noon = 9 * DAY + DAY / 4;
  const night = values[9 * DAY + (3 * DAY) / 4]!;
  const { expected, reach } = answers[noon]!;
  expect(Math.abs(expected - 152)).toBeLessThan(5);
  expect(Math.abs(night - expected)).toBeGreaterThan(2 * reach);
});

test("a bad day moves what is expected of the next one little", () => {
  const values = days(12);
  const bad = values.map((value, step) => (step >= 10 * DAY && step < 11 * DAY ? 0 : value));
  const at = 11 * DAY + 100;
  expect(Math.abs(ranges(bad)[at]!.expected - ranges(values)[at]!.expected)).toBeLessThan(5);
});

test("once a week is known, its weekend is no surprise", () => {
  const values = days(20).map((value, step) => (Math.floor(step / DAY) % 7 >= 5 ? value * 0.5 : value));
  const noonOfSaturday = 19 * DAY + DAY / 4;
  const { expected, reach } = ranges(values)[noonOfSaturday]!;
  expect(Math.abs(expected - 76)).toBeLessThan(5);
  expect(Math.abs(values[noonOfSaturday]! - expected)).toBeLessThan(reach);
});

test("nothing of the future: two different futures, the same answers before", () => {
  const past = days(8);
  const [one, other] = [1, 7].map((factor) => ranges([...past, ...days(2).map((value) => value * factor)]));
  const until = past.length + 1; // the first value of the future is judged by the past alone
  expect(one!.slice(0, until)).toEqual(other!.slice(0, until));
});

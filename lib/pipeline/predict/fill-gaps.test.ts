import { expect, test } from "vitest";
import { fillGaps } from "./fill-gaps";

const gap = Number.NaN;

test.each([
  { what: "nothing to fill", values: [1, 2, 3], season: 1, filled: [1, 2, 3], known: 3 },
  {
    what: "begins with the first known value",
    values: [gap, gap, 4, 5],
    season: 1,
    filled: [4, 5],
    known: 2,
  },
  { what: "a line over a short gap", values: [1, gap, gap, 4], season: 1, filled: [1, 2, 3, 4], known: 2 },
  {
    what: "the season before at the gap's level",
    values: [0, 5, 0, 5, 0, gap, gap, 25],
    season: 2,
    filled: [0, 5, 0, 5, 0, 11.666666666666666, 13.333333333333334, 25],
    known: 6,
  },
  {
    what: "the end stays at the season's level",
    values: [0, 5, 0, 5, 0, gap, gap],
    season: 2,
    filled: [0, 5, 0, 5, 0, 5, 0],
    known: 5,
  },
  { what: "all gaps", values: [gap, gap], season: 1, filled: [], known: 0 },
])("$what", ({ values, season, filled, known }) => {
  const answer = fillGaps(Float64Array.from(values), season);
  expect(answer.knownCount).toBe(known);
  expect(answer.values.length).toBe(filled.length);
  filled.forEach((value, t) => expect(answer.values[t]).toBeCloseTo(value, 9));
});

import { expect, test } from "vitest";
import { formatCount, formatMs, formatScore } from "./format-number";
import { compareLastWeek, type ComparedFigure } from "./last-week";

const AT = { timeMs: Date.UTC(2026, 10, 16, 13, 30), timeZone: "Europe/Berlin" };
const share = (now: number | null, before: number | null): ComparedFigure => ({
  ...{ now, before, format: formatCount, by: "share" },
});

test.each<[string, ComparedFigure, string | null]>([
  ["growth", share(1_024, 1_000), "+2.4 %"],
  ["a fall, with a real minus", share(900, 1_000), "\u221210.0 %"],
  ["noise", share(100_010, 100_000), "unchanged"],
  ["doubled", share(2_000, 1_000), "+100 %"],
  ["from next to nothing", share(50_000, 1_000), "50 times"],
  ["from nothing: no share of nothing", share(5, 0), "up from 0"],
  ["nothing both times", share(0, 0), "unchanged"],
  ["not known now", share(null, 1), null],
  ["not known then", share(1, null), null],
  ["milliseconds", { now: 168, before: 137, format: formatMs, by: "ms" }, "+31 ms"],
  ["less than half a millisecond", { now: 137.2, before: 137, format: formatMs, by: "ms" }, "unchanged"],
  [
    "points of a percentage",
    { now: 99.981, before: 99.9932, format: formatScore, by: "percent-points" },
    "\u22120.012 points",
  ],
  [
    "less than can be seen of it",
    { now: 99.9931, before: 99.9932, format: formatScore, by: "percent-points" },
    "unchanged",
  ],
  ["points", { now: 96.2, before: 97.3, format: formatScore, by: "points" }, "\u22121.1"],
])("%s", (_, figure, change) => {
  expect(compareLastWeek(figure, AT)?.change.replace("\u2009", " ") ?? null).toBe(change);
});

test("it says when, in the reader's zone, and what it was", () => {
  expect(compareLastWeek(share(1_024, 1_000), AT)).toMatchObject({
    against: "vs Mon 14:30",
    exact: "1,000 at the same time last week, Mon 14:30",
  });
});

import { describe, expect, test } from "vitest";
import { median } from "@/lib/domain/median";
import { seededRandom } from "@/lib/platform/seeded-random";
import { addWeeks, counterfactual } from "./counterfactual";
import { sameMinuteSpans, weeklyRevenue, type RevenueWeek } from "./weekly-revenue";

const week = (number: number, ...slots: (number | null)[]): RevenueWeek => ({ week: number, slots });

function normalDraws(seed: number): () => number {
  const next = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

describe("what a minute should bring", () => {
  test.each([
    ["no week", [], null],
    ["one window of one week", [week(1, null, 100, null)], null],
    // One week: the mean; its windows 90, 100, 120 differ from their median by 10, 0, 20.
    ["one week", [week(1, 90, 100, 120)], [310 / 3, 7.38 * 10, 1]],
    ["a gap in one week", [week(1, 90, null, 110)], [100, 5.28 * 10, 1]],
    // Means 100 and 140: the median 120, both 20 away.
    ["two weeks", [week(1, 90, 100, 110), week(2, 140, 140, 140)], [120, 5.28 * 20, 2]],
    ["three weeks", [week(1, 100), week(2, 110), week(3, 140)], [110, 7.38 * 10, 3]],
    // 10, 110, 100, 120 → median 105; deviations 95, 5, 5, 15 → MAD 10: the bad week moves neither by much.
    ["a bad week among four", [week(1, 10), week(2, 110), week(3, 100), week(4, 120)], [105, 4.07 * 10, 4]],
    ["weeks that never differ", [week(1, 7), week(2, 7)], [7, 0, 2]],
  ])("%s", (_name, weeks, expected) => {
    const found = counterfactual(weeks);
    if (expected === null) return expect(found).toBeNull();
    const [perMinute, halfWidth, count] = expected;
    expect(found?.perMinute).toBeCloseTo(perMinute, 9);
    expect(found?.lowPerMinute).toBeCloseTo(perMinute - halfWidth, 9);
    expect(found?.highPerMinute).toBeCloseTo(perMinute + halfWidth, 9);
    expect(found).toMatchObject({ weeks: count, forecastAsOfMs: null });
  });

  test.each([2, 3, 4])("of %i normal values the next one lies in the range 8 times in 10", (count) => {
    const draw = normalDraws(7);
    const trials = 40_000;
    let inside = 0;
    for (let trial = 0; trial < trials; trial++) {
      const weeks = Array.from({ length: count }, (_, index) => week(index + 1, draw()));
      const should = counterfactual(weeks)!;
      const next = draw();
      if (next >= should.lowPerMinute && next <= should.highPerMinute) inside++;
    }
    expect(Math.abs(inside / trials - 0.8)).toBeLessThan(0.01);
  });
});

describe("regions added up", () => {
  test("by week and window; where one has no data it counts as its week's mean, else as the median of its weeks", () => {
    const eu = [week(1, 10, 20, 30), week(2, 40, null, 60)];
    const us = [week(2, 1, 2, 3), week(3, 5, 5, 5)];
    const usual = { eu: median([20, 50])!, us: median([2, 5])! };
    expect(addWeeks([eu, us])).toEqual([
      week(1, 10 + usual.us, 20 + usual.us, 30 + usual.us),
      week(2, 41, 50 + 2, 63),
      week(3, usual.eu + 5, usual.eu + 5, usual.eu + 5),
    ]);
    expect(addWeeks([])).toEqual([]);
  });
});

describe("the same minute of earlier weeks", () => {
  const AS_OF_MS = Date.UTC(2026, 10, 23, 12, 7, 30); // Monday

  test("is in the middle of three 5 min windows, one to four weeks ago", () => {
    const [first, , , last] = sameMinuteSpans(AS_OF_MS);
    expect(first).toEqual({
      week: 1,
      fromMs: Date.UTC(2026, 10, 16, 12, 0),
      toMs: Date.UTC(2026, 10, 16, 12, 15),
    });
    expect(last).toMatchObject({ week: 4, fromMs: Date.UTC(2026, 9, 26, 12, 0) });
  });

  test("rows become money per minute by region; a missing window is a gap, a missing week is none", () => {
    const row = (region: string, windowMs: number, sum: number) => ({
      ...{ metric: "revenue" as const, region, service: null, windowMs, count: 1, sum },
      ...{ min: null, max: null, last: null, histogram: null },
    });
    const rows = [
      row("eu", Date.UTC(2026, 10, 16, 12, 0), 500),
      row("eu", Date.UTC(2026, 10, 16, 12, 10), 600),
      row("us", Date.UTC(2026, 10, 9, 12, 5), 0),
      row("us", Date.UTC(2026, 10, 9, 12, 15), 999), // beyond
    ];
    expect([...weeklyRevenue(rows, AS_OF_MS)]).toEqual([
      ["eu", [week(1, 100, null, 120)]],
      ["us", [week(2, null, 0, null)]],
    ]);
  });
});

import { expect, test } from "vitest";
import type { Foretold } from "@/lib/domain/foretold";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { foretoldRevenue, foretoldRevenueSpan } from "./foretold-revenue";

const NOON_MS = Date.UTC(2026, 10, 26, 12);
const YESTERDAY_MS = Date.UTC(2026, 10, 25);

/** Money per second, hour by hour from 11:00 on. */
const made = (asOfMs: number, perSecond: readonly number[]): Foretold => ({
  ...{ region: "eu", asOfMs, demo: false, replayed: false },
  points: perSecond.map((median, hour) => ({
    timeMs: NOON_MS + (hour - 1) * HOUR_MS,
    ...{ median, lower80: median - 1, upper80: median + 2, lower95: median - 2, upper95: median + 4 },
  })),
});
const known = [made(YESTERDAY_MS, [10, 20, 40])];
/** Figures up to then; the minute's middle is 30 s before. */
const upTo = (minutes: number) => NOON_MS + minutes * MINUTE_MS + MINUTE_MS / 2;

test.each([
  ["in the middle of the hour: money per second × 60", 30, 20],
  ["at its start: half-way from the hour before", 0, 15],
  ["a quarter into it", 15, 17.5],
  ["three quarters into it: towards the next", 45, 25],
])("%s", (_name, minutes, perSecond) => {
  const should = foretoldRevenue(known, upTo(minutes));
  expect(should).toMatchObject({ weeks: null, forecastAsOfMs: YESTERDAY_MS });
  expect(should?.perMinute).toBeCloseTo(perSecond * 60, 9);
  expect(should?.lowPerMinute).toBeCloseTo((perSecond - 1) * 60, 9);
  expect(should?.highPerMinute).toBeCloseTo((perSecond + 2) * 60, 9);
});

test("without the neighbour the hour's own mean; without the hour nothing", () => {
  const alone = [made(YESTERDAY_MS, [10, 20])];
  expect(foretoldRevenue(alone, upTo(45))?.perMinute).toBeCloseTo(20 * 60, 9);
  expect(foretoldRevenue([made(YESTERDAY_MS, [10])], upTo(45))).toBeNull();
  expect(foretoldRevenue([], upTo(45))).toBeNull();
});

test("a forecast that was made during an outage is not used", () => {
  const during = made(NOON_MS - HOUR_MS, [1, 1, 1]);
  expect(foretoldRevenue([...known, during], upTo(30))?.perMinute).toBeCloseTo(20 * 60, 9);
  expect(foretoldRevenue([during], upTo(30))).toBeNull();
});

test("it asks for the hour of the minute and its neighbours", () => {
  expect(foretoldRevenueSpan(upTo(0))).toEqual({ fromMs: NOON_MS - HOUR_MS, toMs: NOON_MS + 2 * HOUR_MS });
});

import { describe, expect, test } from "vitest";
import type { EventSpan } from "@/lib/domain/known-event";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { eventEffect } from "./event-effect";

const START_MS = Date.UTC(2025, 9, 31);
const BEGIN_MS = START_MS + 28 * DAY_MS; // a day four weeks on
const DAY_HOURS = 24;
const BEFORE_HOURS = 28 * DAY_HOURS;
const event = (over: Partial<EventSpan> = {}): EventSpan => ({
  ...{ fromMs: BEGIN_MS, toMs: BEGIN_MS + DAY_MS, regions: [], ...over },
});
const rhythm = (hour: number) => 100 + 50 * Math.sin((hour / DAY_HOURS) * 2 * Math.PI);
/** Weeks before at these levels, the oldest first, then the event. */
const series = (weeks: readonly number[], during: number, base = 1) => ({
  startMs: START_MS,
  stepMs: HOUR_MS,
  values: Float64Array.from({ length: BEFORE_HOURS + 2 * DAY_HOURS }, (_, hour) => {
    const level = hour < BEFORE_HOURS ? weeks[Math.floor(hour / 168)] : during;
    return base * level * rhythm(hour);
  }),
});
const WEEKS = [1, 1.1, 0.9, 1];
const one = (during = 1.38, weeks: readonly number[] = WEEKS) => new Map([["eu", series(weeks, during)]]);
const close = (value: number) => expect.closeTo(value, 9);

describe("what an event did", () => {
  test.each([
    ["more than usual", 1.38, 0.38],
    ["less", 0.8, -0.2],
    ["nothing", 1, 0],
    ["all was gone", 0, -1],
  ])(
    "%s: against the middle of the weeks before, from the least to the most of them",
    (_, during, change) => {
      expect(eventEffect(event(), one(during), [])).toEqual({
        ...{ changeRatio: close(change), hours: 24 },
        ...{ low: close(during / 1.1 - 1), high: close(during / 0.9 - 1) },
      });
    },
  );
  test("of several regions is that of their requests together: a busy one weighs more", () => {
    const both = new Map([
      ["eu", series([1, 1, 1, 1], 2, 3)],
      ["us", series([1, 1, 1, 1], 1, 1)],
    ]);
    expect(eventEffect(event(), both, [])).toMatchObject({ changeRatio: close(0.75) });
  });
  test("is of its whole hours", () => {
    const evening = event({ fromMs: BEGIN_MS + 17.5 * HOUR_MS, toMs: BEGIN_MS + 22.5 * HOUR_MS });
    expect(eventEffect(evening, one(), [])).toMatchObject({ hours: 4, changeRatio: close(0.38) });
  });
  test("leaves out the weeks of other events, in its region alone", () => {
    const weeks = [1, 1, 1, 3];
    const other = event({ fromMs: BEGIN_MS - 7 * DAY_MS, toMs: BEGIN_MS - 6 * DAY_MS });
    expect(eventEffect(event(), one(1.5, weeks), [other])).toMatchObject({
      low: close(0.5),
      high: close(0.5),
    });
    const elsewhere = { ...other, regions: ["us"] };
    expect(eventEffect(event(), one(1.5, weeks), [elsewhere])).toMatchObject({
      low: close(-0.5),
      high: close(0.5),
    });
  });
  test.each<[string, EventSpan, ReturnType<typeof one>, string]>([
    ["nothing is stored", event(), new Map(), "no-history"],
    ["of the weeks before only one is known", event(), one(1.38, [NaN, NaN, NaN, 1]), "no-history"],
    ["of the event nothing is known", event(), one(NaN), "no-history"],
    ["nothing was usual", event(), one(1, [0, 0, 0, 0]), "no-history"],
    ["half of it is not there", event({ toMs: BEGIN_MS + 4 * DAY_MS }), one(), "no-history"],
    ["it holds no whole hour", event({ fromMs: BEGIN_MS + 1, toMs: BEGIN_MS + HOUR_MS }), one(), "too-short"],
    ["it is longer than what tells the usual", event({ toMs: BEGIN_MS + 29 * DAY_MS }), one(), "too-long"],
  ])("is not known where %s", (_, span, requests, gap) => {
    expect(eventEffect(span, requests, [])).toBe(gap);
  });
  test("is known where a few hours are missing", () => {
    const requests = one();
    requests.get("eu")!.values.fill(NaN, BEFORE_HOURS, BEFORE_HOURS + 4);
    expect(eventEffect(event(), requests, [])).toMatchObject({ changeRatio: close(0.38) });
  });
});

import { describe, expect, test } from "vitest";
import type { EventSpan } from "@/lib/domain/known-event";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { withoutEvents } from "./usual-steps";

const START_MS = Date.UTC(2026, 8, 7); // a Monday
const DAYS = 42;
const at = (day: number, hour = 0) => START_MS + day * DAY_MS + hour * HOUR_MS;
const event = (fromMs: number, toMs: number): EventSpan => ({ fromMs, toMs, regions: [] });
/** Each hour of the week has a value of its own, and each week is a little busier than the one before. */
const usual = (index: number) => (index % 168) + Math.floor(index / 168) / 10;
const series = (of: (index: number) => number = usual, hours = DAYS * 24) => ({
  ...{
    startMs: START_MS,
    stepMs: HOUR_MS,
    values: Float64Array.from({ length: hours }, (_, hour) => of(hour)),
  },
});
const valueAt = (timeMs: number, events: readonly EventSpan[], of = usual) =>
  withoutEvents(series(of), events).values[(timeMs - START_MS) / HOUR_MS];

describe("a history without its events", () => {
  test("is as usual in their hours, the middle of the four weeks before, and untouched in all others", () => {
    const sale = event(at(39, 10), at(39, 13));
    const busy = series((index) => ([946, 947, 948].includes(index) ? 999 : usual(index)));
    const { values } = withoutEvents(busy, [sale]);
    // the weeks before have 0.1 to 0.4 more than the first
    for (const hour of [946, 947, 948]) expect(values[hour]).toBeCloseTo((hour % 168) + 0.25, 9);
    for (const hour of [945, 949]) expect(values[hour]).toBe(usual(hour));
    expect(busy.values[946]).toBe(999);
  });
  test("knows nothing of the event itself and of what came after it", () => {
    const sale = event(at(35), at(37));
    const future = (index: number) => (index >= 35 * 24 ? 1e6 : usual(index));
    const before = [at(35, 5), at(36, 23)].map((timeMs) => valueAt(timeMs, [sale]));
    expect([at(35, 5), at(36, 23)].map((timeMs) => valueAt(timeMs, [sale], future))).toEqual(before);
  });
  test.each([
    ["an hour that it only touches is its own", event(at(39, 10) + 1, at(39, 11) - 1), at(39, 10), 106.25],
    ["a week of it is told by the weeks before it", event(at(28), at(40)), at(39, 10), 106.15],
    [
      "a week with another event tells nothing",
      event(at(39), at(40)),
      at(39, 10),
      106.2,
      event(at(32), at(33)),
    ],
    [
      "one that goes on from another is told by the weeks before both",
      event(at(33), at(35)),
      at(34),
      144.15,
      event(at(32), at(34)),
    ],
  ])("%s", (_, sale, timeMs, expected, other: EventSpan | null = null) => {
    expect(valueAt(timeMs, other === null ? [sale] : [sale, other])).toBeCloseTo(expected, 9);
  });
  test("has a gap where no two weeks before are known", () => {
    expect(valueAt(at(13, 5), [event(at(13), at(14))])).toBeNaN();
    expect(valueAt(at(20, 5), [event(at(20), at(21))])).not.toBeNaN();
    const gaps = (index: number) => (index < 19 * 24 ? NaN : usual(index));
    expect(valueAt(at(33, 5), [event(at(33), at(34))], gaps)).not.toBeNaN();
    expect(valueAt(at(26, 5), [event(at(26), at(27))], gaps)).toBeNaN();
  });
  test("keeps its gaps, and is itself without events", () => {
    const gap = (index: number) => (index === 950 ? NaN : usual(index));
    expect(valueAt(START_MS + 950 * HOUR_MS, [event(at(39), at(40))], gap)).toBeNaN();
    const same = series();
    expect(withoutEvents(same, [])).toBe(same);
    expect(withoutEvents(same, [event(at(-9), at(-8)), event(at(99), at(100))])).toEqual(same);
  });
  test("by the day: a day that an event touches is as its weekday was", () => {
    const daily = {
      startMs: START_MS,
      stepMs: DAY_MS,
      values: Float64Array.from({ length: 35 }, (_, day) => day % 7),
    };
    daily.values[32] = 50;
    const { values } = withoutEvents(daily, [event(at(32, 10), at(32, 12))]);
    expect([...values]).toEqual(Array.from({ length: 35 }, (_, day) => day % 7));
  });
});

import { describe, expect, test } from "vitest";
import {
  isSilenced,
  occurrencesFrom,
  openOccurrence,
  type MaintenancePlan,
  type WindowRepeat,
} from "./maintenance-window";
import { HOUR_MS, MINUTE_MS } from "./window";

const plan = (of: Partial<MaintenancePlan> = {}): MaintenancePlan => ({
  ...{ name: "Patching", repeat: "daily", timeZone: "Europe/Berlin", startsAt: "2026-01-10T02:30" },
  ...{ durationMinutes: 60, regions: [], services: [], labels: {} },
  ...of,
});
const at = (iso: string) => Date.parse(iso);
const froms = (of: Partial<MaintenancePlan>, now: string, count = 3) =>
  occurrencesFrom(plan(of), at(now), count).map(({ fromMs }) => new Date(fromMs).toISOString().slice(0, 16));

describe("when a window is", () => {
  test.each<[string, Partial<MaintenancePlan>, string, string[]]>([
    [
      "daily, in winter",
      {},
      "2026-01-12T12:00Z",
      ["2026-01-13T01:30", "2026-01-14T01:30", "2026-01-15T01:30"],
    ],
    // On 29 March 2026 the clock goes from 2:00 to 3:00: 2:30 is left out, and 3:30 is as far past the change.
    [
      "daily, over an hour left out",
      {},
      "2026-03-28T12:00Z",
      ["2026-03-29T01:30", "2026-03-30T00:30", "2026-03-31T00:30"],
    ],
    // On 25 October 2026 it goes from 3:00 back to 2:00: 2:30 comes twice, and only the first one counts.
    [
      "daily, over an hour that comes twice",
      {},
      "2026-10-24T12:00Z",
      ["2026-10-25T00:30", "2026-10-26T01:30", "2026-10-27T01:30"],
    ],
    [
      "daily, in the other 2:30",
      {},
      "2026-10-25T01:31Z",
      ["2026-10-26T01:30", "2026-10-27T01:30", "2026-10-28T01:30"],
    ],
    [
      "weekly, on the day of its first",
      { repeat: "weekly" },
      "2026-03-20T00:00Z",
      ["2026-03-21T01:30", "2026-03-28T01:30", "2026-04-04T00:30"],
    ],
    [
      "before its first",
      { repeat: "weekly" },
      "2020-01-01T00:00Z",
      ["2026-01-10T01:30", "2026-01-17T01:30", "2026-01-24T01:30"],
    ],
    ["once, ahead", { repeat: "once" }, "2026-01-01T00:00Z", ["2026-01-10T01:30"]],
    ["once, over", { repeat: "once" }, "2026-01-10T02:30Z", []],
    [
      "far from Greenwich",
      { timeZone: "Pacific/Auckland" },
      "2026-09-25T20:00Z",
      ["2026-09-26T14:30", "2026-09-27T13:30", "2026-09-28T13:30"],
    ],
  ])("%s", (_, of, now, expected) => expect(froms(of, now)).toEqual(expected));

  test.each<[WindowRepeat, number]>([
    ["daily", 22 * 60],
    ["weekly", 6 * 24 * 60],
    ["once", 30 * 24 * 60],
  ])(
    "a %s one of %d min is on until its last moment, through every change of clocks of a year",
    (repeat, durationMinutes) => {
      const each = plan({ repeat, durationMinutes });
      for (const { fromMs, toMs } of occurrencesFrom(each, at("2026-01-01T00:00Z"), 370)) {
        expect(toMs - fromMs).toBe(durationMinutes * MINUTE_MS);
        for (const [nowMs, open] of [
          [fromMs - 1, false],
          [fromMs, true],
          [toMs - 1, true],
          [toMs, false],
        ] as const)
          expect(openOccurrence(each, nowMs) !== null).toBe(open);
      }
    },
  );

  test("lasts as long as it says when the clock jumps meanwhile", () => {
    const [first] = occurrencesFrom(
      plan({ startsAt: "2026-03-29T01:30", durationMinutes: 120 }),
      at("2026-03-29T00:00Z"),
      1,
    );
    expect(first).toEqual({ fromMs: at("2026-03-29T00:30Z"), toMs: at("2026-03-29T00:30Z") + 2 * HOUR_MS });
  });
});

describe("a signal is silenced", () => {
  const nowMs = at("2026-01-12T02:00Z");
  const signal = { region: "eu", service: "cart", labels: { team: "shop", constructor: "x" } };
  test.each<[boolean, string, Partial<MaintenancePlan>, Partial<typeof signal | { region: null }>]>([
    [true, "by a window of everything", {}, {}],
    [true, "in its region", { regions: ["us", "eu"] }, {}],
    [false, "in no other region", { regions: ["us"] }, {}],
    [false, "not in a region that it does not name", { regions: ["eu"] }, { region: null }],
    [true, "of its service", { services: ["cart"] }, {}],
    [false, "of no other service", { services: ["shop"] }, {}],
    [true, "by its label", { labels: { team: "shop" } }, {}],
    [false, "not by another value", { labels: { team: "news" } }, {}],
    [false, "not by a label that it lacks", { labels: { toString: "shop" } }, {}],
    [false, "not where one of all does not fit", { regions: ["eu"], labels: { team: "news" } }, {}],
    [true, "where all fit", { regions: ["eu"], services: ["cart"], labels: { team: "shop" } }, {}],
    [false, "not at another time", { startsAt: "2026-01-10T05:00" }, {}],
  ])("%s: %s", (silenced, _, of, more) => {
    expect(isSilenced({ ...signal, ...more }, [plan(of)], nowMs)).toBe(silenced);
  });
});

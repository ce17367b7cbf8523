import { describe, expect, it } from "vitest";
import { compareShiftMs, viewOf, viewSearch, type Compare, type ViewParams, withSearch } from "./view";

const NOW_MS = Date.parse("2026-11-28T15:00:00Z");
const HOUR_MS = 3_600_000;
const NOTHING: ViewParams = { from: null, to: null, tz: null, compare: null, refresh: null };
const view = (params: Partial<ViewParams>) =>
  viewOf({ ...NOTHING, ...params }, { nowMs: NOW_MS, browserZone: "Europe/Berlin" });

describe("the view of an address", () => {
  it("is the last hour in the browser's zone where nothing is said", () => {
    expect(view({})).toEqual({
      fromText: "now-1h",
      toText: "now",
      range: { fromMs: NOW_MS - HOUR_MS, toMs: NOW_MS },
      live: true,
      timeZone: "Europe/Berlin",
      zoneChoice: "browser",
      compare: "none",
      refresh: "live",
      problem: null,
    });
  });

  it.each([
    [{ from: "soon" }, { fromText: "now-1h", toText: "now" }, /“soon”/],
    [{ from: "now", to: "now-1h" }, { fromText: "now-1h", toText: "now" }, /before the end/],
    [{ tz: "Mars/Olympus" }, { timeZone: "Europe/Berlin", zoneChoice: "browser" }, /no time zone/],
    [{ compare: "century" }, { compare: "none" }, /no comparison/],
    [{ refresh: "1ns" }, { refresh: "live" }, /no refresh interval/],
  ])("of %j says what it cannot read, and goes on without", (params, expected, problem) => {
    expect(view(params)).toMatchObject(expected);
    expect(view(params).problem).toMatch(problem);
  });

  it.each([
    [{ from: "now-1h", to: "now" }, true],
    [{ from: "now/d", to: "now/d" }, true],
    [{ from: "now-1d/d", to: "now-1d/d" }, false],
    [{ from: "2026-11-28T10:00Z", to: "2026-11-28T11:00Z" }, false],
    [{ from: "2026-11-28T10:00Z", to: "2026-11-28T16:00Z" }, true],
  ])("of %j is live: %s", (params, live) => {
    expect(view(params).live).toBe(live);
  });
});

it.each<[Compare, string, string, number | null]>([
  ["none", "now-1h", "now", null],
  ["previous", "now-3h", "now", 3],
  ["day", "now-1h", "now", 24],
  ["week", "now-1h", "now", 168],
  ["day", "2026-10-25T10:00Z", "2026-10-25T11:00Z", 25],
  ["week", "2026-03-30T10:00Z", "2026-03-30T11:00Z", 167],
])("%s of %s to %s is %s hours ago", (compare, from, to, hours) => {
  const shiftMs = compareShiftMs(view({ compare, from, to }));
  expect(shiftMs === null ? null : shiftMs / HOUR_MS).toBe(hours);
});

it("writes an address without defaults", () => {
  expect(viewSearch({ ...NOTHING, from: "now-7d/d", tz: "Europe/Berlin" })).toBe(
    "from=now-7d%2Fd&tz=Europe%2FBerlin",
  );
});

it.each([
  ["/regions/eu", "", "/regions/eu"],
  ["/regions/eu", "from=now-6h", "/regions/eu?from=now-6h"],
  ["/services/a?region=eu", "tz=UTC", "/services/a?region=eu&tz=UTC"],
  ["/?chart=cpu#history", "tz=UTC", "/?chart=cpu&tz=UTC#history"],
  ["/#attention", "tz=UTC", "/?tz=UTC#attention"],
])("a link to %s in the view %j is %s", (path, search, href) => expect(withSearch(path, search)).toBe(href));

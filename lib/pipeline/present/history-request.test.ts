import { describe, expect, it } from "vitest";
import {
  comparedRequest,
  historyRequest,
  historySearch,
  refreshPlan,
  requestedRange,
} from "./history-request";
import type { Refresh } from "./view";

const NOW_MS = Date.parse("2026-11-28T15:00:00Z");
const HOUR_MS = 3_600_000;
const LAST_HOUR = { fromText: "now-1h", toText: "now", timeZone: "Europe/Berlin" };
const WORLD = { metric: "cpu", region: null, service: null, siblings: [] } as const;
const READING = { nowMs: NOW_MS, timeZone: "Europe/Berlin" };

describe("what a chart asks for", () => {
  it.each([
    [WORLD, null],
    [{ ...WORLD, region: "eu" }, ["eu"]],
    [{ ...WORLD, region: "eu", siblings: ["us", "eu", "ap"] }, ["eu", "us", "ap"]],
    [{ ...WORLD, siblings: ["us", "ap"] }, ["us", "ap"]],
  ])("of %j is of the regions %j", (place, regions) => {
    expect(historyRequest(place, LAST_HOUR).regions).toEqual(regions);
  });

  it("is the same in every zone unless the zone changes its range", () => {
    expect(historyRequest(WORLD, LAST_HOUR).timeZone).toBeNull();
    expect(historyRequest(WORLD, { ...LAST_HOUR, fromText: "now/d" }).timeZone).toBe("Europe/Berlin");
  });

  it("is a query of the API", () => {
    const request = historyRequest(
      { ...WORLD, metric: "latency_p99", region: "eu", siblings: ["us"], service: "shop" },
      LAST_HOUR,
    );
    const range = requestedRange(request, READING);
    expect(Object.fromEntries(new URLSearchParams(historySearch(request, range)))).toEqual({
      metrics: "latency_p99",
      regions: "eu,us",
      service: "shop",
      from: "2026-11-28T14:00:00.000Z",
      to: "2026-11-28T15:00:00.000Z",
      points: "61",
    });
  });

  it("is compared with the place alone, by the zone's clock", () => {
    const request = historyRequest(
      { ...WORLD, region: "eu", siblings: ["us"] },
      { ...LAST_HOUR, fromText: "2026-03-29 12:00", toText: "2026-03-29 13:00" },
    );
    const compared = comparedRequest(request, "day", "Europe/Berlin");
    expect(compared.regions).toEqual(["eu"]);
    expect(requestedRange(compared, READING)).toEqual({
      fromMs: Date.parse("2026-03-28T12:00+01:00"),
      toMs: Date.parse("2026-03-28T13:00+01:00"),
    });
  });
});

it.each<[Refresh, boolean, number, boolean, number | false]>([
  ["live", true, 1, true, false],
  ["live", true, 6, false, 60_000],
  ["live", true, 168, false, 300_000],
  ["live", false, 1, false, false],
  ["off", true, 1, false, false],
  ["30s", true, 168, false, 30_000],
  ["30s", false, 1, false, false],
])(
  "refresh %s, live %s, %d h: with figures %s, every %s ms",
  (refresh, live, hours, withFigures, everyMs) => {
    const range = { fromMs: NOW_MS - hours * HOUR_MS, toMs: NOW_MS };
    expect(refreshPlan({ refresh, live, range })).toEqual({ withFigures, everyMs });
  },
);

import { describe, expect, it } from "vitest";
import { dependsOnZone, readRange, readTime } from "./time-range";
import { localIso } from "@/lib/domain/zone-time";

const NOW = "2026-11-28T15:04:05+01:00";

/** What a text means, as the zone's own clock says it. */
function read(text: string, edge: "from" | "to", timeZone = "Europe/Berlin", now = NOW): string {
  const time = readTime(text, edge, { nowMs: Date.parse(now), timeZone });
  return time.kind === "time" ? localIso(time.timeMs, timeZone) : "unreadable";
}

describe("a time in Grafana's syntax", () => {
  it.each([
    ["now", "from", "2026-11-28T15:04:05+01:00"],
    ["now-90s", "from", "2026-11-28T15:02:35+01:00"],
    ["now-5m", "from", "2026-11-28T14:59:05+01:00"],
    ["now-1h", "from", "2026-11-28T14:04:05+01:00"],
    ["now+1h", "to", "2026-11-28T16:04:05+01:00"],
    ["now/h", "from", "2026-11-28T15:00:00+01:00"],
    ["now/h", "to", "2026-11-28T16:00:00+01:00"],
    ["now-7d/d", "from", "2026-11-21T00:00:00+01:00"],
    ["now/d", "from", "2026-11-28T00:00:00+01:00"],
    ["now/d", "to", "2026-11-29T00:00:00+01:00"],
    ["now-1d/d", "to", "2026-11-28T00:00:00+01:00"],
    ["now/w", "from", "2026-11-23T00:00:00+01:00"],
    ["now/w", "to", "2026-11-30T00:00:00+01:00"],
    ["now-1M/M", "from", "2026-10-01T00:00:00+02:00"],
    ["now-1M/M", "to", "2026-11-01T00:00:00+01:00"],
    ["now/y", "from", "2026-01-01T00:00:00+01:00"],
    ["now-1d/d+8h", "from", "2026-11-27T08:00:00+01:00"],
    ["  now-1h ", "from", "2026-11-28T14:04:05+01:00"],
    ["1795871045000", "from", "2026-11-28T14:04:05+01:00"],
    ["2026-11-28T14:00:00Z", "from", "2026-11-28T15:00:00+01:00"],
    ["2026-11-28T14:00:00+05:30", "from", "2026-11-28T09:30:00+01:00"],
    ["2026-11-28 14:00", "from", "2026-11-28T14:00:00+01:00"],
    ["2026-11-28T14:00:07.5", "from", "2026-11-28T14:00:07.500+01:00"],
    ["2026-11-28", "from", "2026-11-28T00:00:00+01:00"],
    ["2026-11-28", "to", "2026-11-29T00:00:00+01:00"],
  ] as const)("%s as %s is %s", (text, edge, local) => {
    expect(read(text, edge)).toBe(local);
  });

  it.each([
    "",
    "yesterday",
    "now-",
    "now-1",
    "now-1x",
    "now-1h/",
    "now//d",
    "1h",
    "2026-02-30",
    "2026-13-01",
    "2026-11-28 25:00",
    "2026-11-28 12:60",
    "-5",
    "now-999999y",
    "99999999999999",
    "2026-11-28Z",
    `now${"-999999h".repeat(5_000)}/d`,
  ])("%j is no time", (text) => {
    expect(read(text, "from")).toBe("unreadable");
  });
});

describe("days across a change of the clock", () => {
  it.each([
    // Berlin, 25 October 2026: 03:00 becomes 02:00, the day has 25 hours
    ["now/d", "from", "Europe/Berlin", "2026-10-25T12:00:00+01:00", "2026-10-25T00:00:00+02:00"],
    ["now/d", "to", "Europe/Berlin", "2026-10-25T12:00:00+01:00", "2026-10-26T00:00:00+01:00"],
    ["now-1d", "from", "Europe/Berlin", "2026-10-25T12:00:00+01:00", "2026-10-24T12:00:00+02:00"],
    ["now-24h", "from", "Europe/Berlin", "2026-10-25T12:00:00+01:00", "2026-10-24T13:00:00+02:00"],
    ["now/h", "from", "Europe/Berlin", "2026-10-25T02:30:00+01:00", "2026-10-25T02:00:00+01:00"],
    ["now-1h", "from", "Europe/Berlin", "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00"],
    ["2026-10-25 02:30", "from", "Europe/Berlin", NOW, "2026-10-25T02:30:00+02:00"],
    ["2026-10-25 02:30", "to", "Europe/Berlin", NOW, "2026-10-25T02:30:00+01:00"],
    // Berlin, 29 March 2026: 02:00 becomes 03:00
    ["now-1d", "from", "Europe/Berlin", "2026-03-30T02:30:00+02:00", "2026-03-29T03:30:00+02:00"],
    ["now/d", "to", "Europe/Berlin", "2026-03-29T12:00:00+02:00", "2026-03-30T00:00:00+02:00"],
    ["2026-03-29 02:30", "from", "Europe/Berlin", NOW, "2026-03-29T03:30:00+02:00"],
    // New York, 1 November and 8 March 2026
    ["now/d", "from", "America/New_York", "2026-11-01T12:00:00-05:00", "2026-11-01T00:00:00-04:00"],
    ["now-7d/d", "from", "America/New_York", "2026-11-03T12:00:00-05:00", "2026-10-27T00:00:00-04:00"],
    ["now-1d", "from", "America/New_York", "2026-03-08T12:00:00-04:00", "2026-03-07T12:00:00-05:00"],
    ["now/w", "from", "America/New_York", "2026-03-08T12:00:00-04:00", "2026-03-02T00:00:00-05:00"],
    // A month later on a day that the month does not have
    ["now-1M", "from", "UTC", "2026-03-31T12:00:00Z", "2026-02-28T12:00:00+00:00"],
  ] as const)("%s as %s in %s at %s is %s", (text, edge, zone, now, local) => {
    expect(read(text, edge, zone, now)).toBe(local);
  });
});

describe("a range", () => {
  const range = (from: string, to: string) =>
    readRange(from, to, { nowMs: Date.parse(NOW), timeZone: "UTC" });

  it("is two times", () => {
    const nowMs = Date.parse(NOW);
    expect(range("now-1h", "now")).toEqual({ kind: "range", fromMs: nowMs - 3_600_000, toMs: nowMs });
  });

  it.each([
    ["now", "now-1h", "from", /before the end/],
    ["now-1h", "now-1h", "from", /before the end/],
    ["now+1h", "now+2h", "from", /in the future/],
    ["soon", "now", "from", /“soon” is no time/],
    ["now-1h", "later", "to", /“later” is no time/],
  ])("%s to %s is refused at %s", (from, to, field, message) => {
    expect(range(from, to)).toMatchObject({
      kind: "unreadable",
      field,
      message: expect.stringMatching(message) as unknown,
    });
  });
});

it.each([
  ["now", false],
  ["now-6h", false],
  ["now/m", false],
  ["now-1d", true],
  ["now/h", true],
  ["now/d", true],
  ["now/M", true],
  ["now-1M", true],
  ["now-1M/M", true],
  ["1795871045000", false],
  ["2026-11-28T14:00:00Z", false],
  ["2026-11-28T14:00:00z", false],
  ["2026-11-28 14:00", true],
  ["2026-11-28", true],
])("whether %s depends on the zone: %s", (text, depends) => {
  expect(dependsOnZone(text)).toBe(depends);
});

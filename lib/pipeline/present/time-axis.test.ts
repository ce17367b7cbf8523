import { describe, expect, it } from "vitest";
import { ticksThatFit, timeAxis } from "./time-axis";

const axis = (from: string, to: string, zone: string) =>
  timeAxis({ fromMs: Date.parse(from), toMs: Date.parse(to) }, zone);
const labels = (from: string, to: string, zone: string) =>
  axis(from, to, zone)
    .ticks(8)
    .map((tick) => tick.label);

describe("ticks at round times of the zone's clock", () => {
  it.each([
    [
      "a minute",
      "2026-11-28T15:00:00Z",
      "2026-11-28T15:01:00Z",
      "UTC",
      ["15:00", "15:00:10", "15:00:20", "15:00:30", "15:00:40", "15:00:50", "15:01"],
    ],
    [
      "an hour",
      "2026-11-28T15:04:05Z",
      "2026-11-28T16:04:05Z",
      "UTC",
      ["15:10", "15:20", "15:30", "15:40", "15:50", "16:00"],
    ],
    [
      "six hours, in a zone off by 45 min",
      "2026-11-28T12:00:00Z",
      "2026-11-28T18:00:00Z",
      "Asia/Kathmandu",
      ["18:00", "19:00", "20:00", "21:00", "22:00", "23:00"],
    ],
    [
      "a day",
      "2026-11-27T15:00:00Z",
      "2026-11-28T15:00:00Z",
      "UTC",
      ["15:00", "18:00", "21:00", "28 Nov", "03:00", "06:00", "09:00", "12:00", "15:00"],
    ],
    [
      "a week",
      "2026-11-21T15:00:00Z",
      "2026-11-28T15:00:00Z",
      "America/New_York",
      ["22 Nov", "23 Nov", "24 Nov", "25 Nov", "26 Nov", "27 Nov", "28 Nov"],
    ],
    [
      "thirty days, by Mondays",
      "2026-10-29T00:00:00Z",
      "2026-11-28T00:00:00Z",
      "UTC",
      ["2 Nov", "9 Nov", "16 Nov", "23 Nov"],
    ],
    [
      "a year",
      "2025-11-28T00:00:00Z",
      "2026-11-28T00:00:00Z",
      "UTC",
      ["Jan 2026", "Mar 2026", "May 2026", "Jul 2026", "Sept 2026", "Nov 2026"],
    ],
  ])("%s", (_name, from, to, zone, expected) => {
    expect(labels(from, to, zone)).toEqual(expected);
  });
});

describe("a night in which the clock changes", () => {
  it("shows both half past twos in autumn, each with its offset", () => {
    const { ticks: ticksOf, clockChanges } = axis(
      "2026-10-24T23:45:00Z",
      "2026-10-25T02:15:00Z",
      "Europe/Berlin",
    );
    expect(
      ticksOf(8).map(({ timeMs, label }) => [new Date(timeMs).toISOString().slice(11, 16), label]),
    ).toEqual([
      ["00:00", "02:00 +02:00"],
      ["00:20", "02:20 +02:00"],
      ["00:40", "02:40 +02:00"],
      ["01:00", "02:00 +01:00"],
      ["01:20", "02:20 +01:00"],
      ["01:40", "02:40 +01:00"],
      ["02:00", "03:00 +01:00"],
    ]);
    expect(clockChanges).toEqual([{ timeMs: Date.parse("2026-10-25T01:00:00Z"), label: "Clock back 1 h" }]);
  });

  it("leaves out the hour that spring leaves out", () => {
    expect(labels("2026-03-08T05:30:00Z", "2026-03-08T09:30:00Z", "America/New_York")).toEqual([
      "00:30 -05:00",
      "01:00 -05:00",
      "01:30 -05:00",
      "03:00 -04:00",
      "03:30 -04:00",
      "04:00 -04:00",
      "04:30 -04:00",
      "05:00 -04:00",
      "05:30 -04:00",
    ]);
  });

  it("goes on at whole hours of the clock after the change", () => {
    expect(labels("2026-10-24T18:00:00Z", "2026-10-25T12:00:00Z", "Europe/Berlin")).toEqual([
      "21:00 +02:00",
      "00:00 +02:00",
      "03:00 +01:00",
      "06:00 +01:00",
      "09:00 +01:00",
      "12:00 +01:00",
    ]);
  });

  it("keeps days at the zone's midnights", () => {
    const { ticks } = axis("2026-10-22T10:00:00Z", "2026-10-28T10:00:00Z", "Europe/Berlin");
    expect(ticks(8).map(({ timeMs }) => new Date(timeMs).toISOString())).toEqual([
      "2026-10-22T22:00:00.000Z",
      "2026-10-23T22:00:00.000Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
      "2026-10-26T23:00:00.000Z",
      "2026-10-27T23:00:00.000Z",
    ]);
  });
});

it.each([
  ["2026-11-28T15:00:00Z", "2026-11-28T16:00:00Z", "2026-11-28T15:30:00Z", "16:30"],
  ["2026-11-28T15:00:00Z", "2026-11-28T16:00:00Z", "2026-11-28T15:30:10Z", "16:30:10"],
  ["2026-11-21T15:00:00Z", "2026-11-28T15:00:00Z", "2026-11-27T23:30:00Z", "28 Nov, 00:30"],
  ["2026-01-10T15:00:00Z", "2026-11-28T15:00:00Z", "2026-07-27T23:30:00Z", "28 Jul, 01:30 +02:00"],
  ["2024-11-28T15:00:00Z", "2026-11-28T15:00:00Z", "2025-11-27T23:30:00Z", "28 Nov 2025, 00:30 +01:00"],
  ["2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", "2026-10-25T01:30:00Z", "25 Oct, 02:30 +01:00"],
])("of a range from %s to %s, %s is called %s in Berlin", (from, to, at, text) => {
  expect(axis(from, to, "Europe/Berlin").moment(Date.parse(at))).toBe(text);
});

it.each([
  [760, ["15:10", "15:20", "15:30", "15:40", "15:50", "16:00"]],
  [300, ["15:15", "15:30", "15:45", "16:00"]],
  [200, ["15:20", "15:40", "16:00"]],
  [60, ["16:00"]],
])("%d px of an hour have room for %j", (widthPx, labels) => {
  const range = { fromMs: Date.parse("2026-11-28T15:04:05Z"), toMs: Date.parse("2026-11-28T16:04:05Z") };
  const ticks = ticksThatFit(timeAxis(range, "UTC"), range, { widthPx, overhangPx: 12 });
  expect(ticks.map(({ label }) => label)).toEqual(labels);
});

it("leaves out a label that would be cut at the edge", () => {
  const range = { fromMs: Date.parse("2026-11-28T15:00:00Z"), toMs: Date.parse("2026-11-28T16:00:00Z") };
  const last = (overhangPx: number) =>
    ticksThatFit(timeAxis(range, "UTC"), range, { widthPx: 760, overhangPx }).at(-1)?.label;
  expect([last(20), last(12)]).toEqual(["16:00", "15:50"]);
});

it.each([28 + 30, 28 + 90])(
  "a phone's chart of %d days has at least two labels, whenever it begins",
  (days) => {
    for (let start = 0; start < 365; start++) {
      const fromMs = Date.UTC(2026, 0, 1 + start);
      const range = { fromMs, toMs: fromMs + days * 86_400_000 };
      const ticks = ticksThatFit(timeAxis(range, "UTC"), range, { widthPx: 222, overhangPx: 12 });
      expect(ticks.length).toBeGreaterThan(1);
    }
  },
);

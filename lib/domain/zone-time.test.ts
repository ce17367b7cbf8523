import { describe, expect, it } from "vitest";
import { instantOf, isTimeZone, localIso, offsetChanges } from "./zone-time";

const utc = (text: string) => Date.parse(`${text}Z`);

describe("an instant as a zone's clock shows it", () => {
  it.each([
    ["2026-11-28T14:04:05", "Europe/Berlin", "2026-11-28T15:04:05+01:00"],
    ["2026-07-01T14:04:05", "Europe/Berlin", "2026-07-01T16:04:05+02:00"],
    ["2026-11-28T14:04:05", "UTC", "2026-11-28T14:04:05+00:00"],
    ["2026-11-28T14:04:05.250", "UTC", "2026-11-28T14:04:05.250+00:00"],
    ["2026-11-28T14:04:05", "America/New_York", "2026-11-28T09:04:05-05:00"],
    ["2026-11-28T14:04:05", "Asia/Kathmandu", "2026-11-28T19:49:05+05:45"],
    ["2026-11-28T14:04:05", "America/St_Johns", "2026-11-28T10:34:05-03:30"],
    ["1969-12-31T23:59:59.500", "Europe/London", "1970-01-01T00:59:59.500+01:00"],
    // The hour that comes twice
    ["2026-10-25T00:30:00", "Europe/Berlin", "2026-10-25T02:30:00+02:00"],
    ["2026-10-25T01:30:00", "Europe/Berlin", "2026-10-25T02:30:00+01:00"],
    ["2026-11-01T05:30:00", "America/New_York", "2026-11-01T01:30:00-04:00"],
    ["2026-11-01T06:30:00", "America/New_York", "2026-11-01T01:30:00-05:00"],
  ])("%s in %s is %s", (text, zone, local) => {
    expect(localIso(utc(text), zone)).toBe(local);
  });
});

describe("a wall time as an instant", () => {
  it.each([
    ["2026-11-28T15:00", "Europe/Berlin", false, "2026-11-28T14:00"],
    ["2026-10-25T02:30", "Europe/Berlin", false, "2026-10-25T00:30"],
    ["2026-10-25T02:30", "Europe/Berlin", true, "2026-10-25T01:30"],
    ["2026-11-01T01:30", "America/New_York", false, "2026-11-01T05:30"],
    ["2026-11-01T01:30", "America/New_York", true, "2026-11-01T06:30"],
    // Left out by the clock: as far behind the change
    ["2026-03-29T02:30", "Europe/Berlin", false, "2026-03-29T01:30"],
    ["2026-03-08T02:30", "America/New_York", true, "2026-03-08T07:30"],
  ])("%s in %s (later: %s) is %s UTC", (wall, zone, later, instant) => {
    expect(instantOf(utc(wall), zone, later)).toBe(utc(instant));
  });
});

it.each([
  ["2026-10-24T12:00", "2026-10-26T12:00", "Europe/Berlin", ["2026-10-25T01:00"]],
  ["2026-01-01T00:00", "2027-01-01T00:00", "America/New_York", ["2026-03-08T07:00", "2026-11-01T06:00"]],
  ["2026-01-01T00:00", "2027-01-01T00:00", "Asia/Tokyo", []],
])("from %s to %s the clock of %s changes at %j", (from, to, zone, changes) => {
  expect(offsetChanges(utc(from), utc(to), zone)).toEqual(changes.map(utc));
});

it("knows a zone from a word", () => {
  expect([isTimeZone("Europe/Berlin"), isTimeZone("UTC"), isTimeZone("Nowhere/Land")]).toEqual([
    true,
    true,
    false,
  ]);
});

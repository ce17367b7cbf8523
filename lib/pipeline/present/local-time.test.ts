import { expect, it } from "vitest";
import { localTime } from "./local-time";

it.each([
  ["2026-11-23T23:32:06Z", "Asia/Tokyo", { clock: "08:32", day: "Tue", offset: "UTC+9" }],
  ["2026-11-23T23:32:06Z", "America/New_York", { clock: "18:32", day: "Mon", offset: "UTC−5" }],
  ["2026-11-23T23:32:06Z", "Asia/Kolkata", { clock: "05:02", day: "Tue", offset: "UTC+5:30" }],
  ["2026-11-23T00:05:00Z", "UTC", { clock: "00:05", day: "Mon", offset: "UTC" }],
  ["2026-10-25T00:59:00Z", "Europe/Dublin", { clock: "01:59", day: "Sun", offset: "UTC+1" }],
  ["2026-10-25T01:00:00Z", "Europe/Dublin", { clock: "01:00", day: "Sun", offset: "UTC" }],
] as const)("%s in %s", (time, zone, expected) => {
  expect(localTime(Date.parse(time), zone)).toEqual(expected);
});

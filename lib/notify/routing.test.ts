import { describe, expect, test } from "vitest";
import type { ChannelRouting } from "@/lib/domain/notification";
import { incidentOf } from "./notices.fixture";
import { isRoutedTo } from "./routing";

const ALL: ChannelRouting = { severities: [], regions: [], services: [], hours: null };
const FRIDAY_NOON = Date.parse("2026-11-27T12:00:00Z");
const hours = (days: number[], from: number, to: number, timeZone = "Europe/Dublin") => ({
  ...ALL,
  hours: { timeZone, days, fromMinute: from * 60, toMinute: to * 60 },
});

describe("a channel is told of a high incident of checkout in eu", () => {
  test.each<[string, Partial<ChannelRouting>, boolean]>([
    ["with no limits", {}, true],
    ["of its severity", { severities: ["critical", "high"] }, true],
    ["not of another severity", { severities: ["critical"] }, false],
    ["of its region", { regions: ["eu"] }, true],
    ["not of another region", { regions: ["us"] }, false],
    ["of its service", { services: ["checkout"] }, true],
    ["not of another service", { services: ["search"] }, false],
    ["not when one of several limits leaves it out", { regions: ["eu"], services: ["search"] }, false],
  ])("%s", (_name, routing, expected) => {
    expect(isRoutedTo({ ...ALL, ...routing }, incidentOf(), FRIDAY_NOON)).toBe(expected);
  });
});

test("what concerns a whole region concerns its services, what concerns the platform every region", () => {
  const team = { ...ALL, regions: ["us"], services: ["checkout"] };
  expect(isRoutedTo(team, incidentOf({ region: "us", service: null }), FRIDAY_NOON)).toBe(true);
  expect(isRoutedTo(team, incidentOf({ region: null, service: null }), FRIDAY_NOON)).toBe(true);
});

describe("hours are those of the time zone", () => {
  test.each([
    ["in them", hours([5], 9, 17), "2026-11-27T12:00:00Z", true],
    ["at their start", hours([5], 12, 17), "2026-11-27T12:00:00Z", true],
    ["not at their end", hours([5], 9, 12), "2026-11-27T12:00:00Z", false],
    ["not on another day", hours([1], 9, 17), "2026-11-27T12:00:00Z", false],
    ["summer time", hours([3], 9, 10), "2026-07-01T08:30:00Z", true],
    ["another day there", hours([6], 0, 9, "Asia/Tokyo"), "2026-11-27T16:00:00Z", true],
    ["over midnight, before", hours([5], 22, 6), "2026-11-27T23:00:00Z", true],
    ["over midnight, after", hours([5], 22, 6), "2026-11-28T05:00:00Z", true],
    ["over midnight, from Sunday to Monday", hours([7], 22, 6), "2026-11-30T05:00:00Z", true],
    ["over midnight, not the day before", hours([5], 22, 6), "2026-11-27T05:00:00Z", false],
  ])("%s", (_name, routing, at, expected) => {
    expect(isRoutedTo(routing, incidentOf(), Date.parse(at))).toBe(expected);
  });
});

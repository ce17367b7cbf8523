import { describe, expect, test } from "vitest";
import type { KnownEventContract } from "@/lib/contracts/known-event";
import { likeEvent, measuredEvents, named, stated } from "./event-proposal";
import { draftOfEvent } from "./known-event-draft";

const event = (id: string, name: string, from: string, percent: number | null): KnownEventContract => ({
  ...{ id, name, from, to: from, regions: [], traffic_change_percent: 10, like: null, etag: "v" },
  measured:
    percent === null
      ? null
      : {
          ...{
            traffic_change_percent: percent,
            low_percent: percent - 7,
            high_percent: percent + 6,
            hours: 24,
          },
          ...{ measured_at: from, method: "m" },
        },
  not_measured: percent === null ? "not-yet" : null,
});
const EVENTS = [
  event("a", "Black Friday 2024", "2024-11-29T00:00:00.000Z", 25),
  event("b", "Black Friday 2025", "2025-11-28T00:00:00.000Z", 38.4),
  event("c", "Launch", "2026-03-01T00:00:00.000Z", -12),
  event("d", "Easter", "2027-03-28T00:00:00.000Z", null),
];
const earlier = measuredEvents(EVENTS, null);
const empty = draftOfEvent(null);
const typed = (text: string, draft = empty) =>
  Array.from(text).reduce((last, letter) => named(last, last.name + letter, earlier), draft);

describe("an earlier event's measured effect", () => {
  test("can be had of those that are measured, the newest first, and not of the event itself", () => {
    expect(earlier.map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect(measuredEvents(EVENTS, "b").map(({ id }) => id)).toEqual(["c", "a"]);
  });
  test.each([
    ["Black Friday 2026", "b", "38"],
    ["black  friday", "b", "38"],
    ["Launch", "c", "-12"],
    ["Easter", null, ""],
    ["Launch party", null, ""],
    ["2026", null, ""],
  ])("is proposed by the name %s, whatever the year", (name, like, change) => {
    expect(typed(name)).toMatchObject({ name, like, traffic_change_percent: change });
  });
  test("goes with the name, but not what the admin stated or picked", () => {
    expect(named(typed("Launch"), "Lunch", earlier)).toMatchObject({
      like: null,
      traffic_change_percent: "",
    });
    expect(typed("Launch", stated(empty, "50"))).toMatchObject({ like: null, traffic_change_percent: "50" });
    const picked = likeEvent(empty, earlier[2]);
    expect(typed("Launch", picked)).toMatchObject({ like: "a", traffic_change_percent: "25" });
  });
  test("is kept, or another is stated", () => {
    expect(stated(typed("Launch"), "-10")).toMatchObject({ like: null, traffic_change_percent: "-10" });
    expect(likeEvent(typed("Launch"), null)).toMatchObject({ like: null, traffic_change_percent: "-12" });
  });
});

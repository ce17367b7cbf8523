import { expect, test } from "vitest";
import { timelineLines } from "./incident-timeline";
import { wallInput, wallInstant } from "./wall-input";

const AT = { nowMs: Date.parse("2026-11-28T15:00:00Z"), timeZone: "Europe/Berlin" };
type Event = Parameters<typeof timelineLines>[0][number];

function event(id: string, at: string, recorded = at): Event {
  return { id, kind: "note", at, recorded_at: recorded, actor: "user:Ada", text: id };
}

test("a timeline is by when things happened, and says when that was written down later", () => {
  const opened = event("opened", "2026-11-28T10:00:00Z", "2026-11-28T10:00:04Z");
  const note = event("note", "2026-11-28T09:00:00Z", "2026-11-28T12:00:00Z");
  const old = event("old", "2026-11-26T09:00:00Z");
  const lines = timelineLines([note, opened, old], AT);
  expect(lines.map(({ id, moment, recorded }) => [id, moment, recorded])).toEqual([
    ["opened", "11:00:00", null],
    ["note", "10:00:00", "13:00:00"],
    ["old", "26 Nov, 10:00:00", null],
  ]);
  expect(lines[0]!.who).toBe("Ada");
});

test("a field of date and time says the same instant in its zone", () => {
  expect(wallInput("2026-11-28T10:00:05.000Z", "Europe/Berlin")).toBe("2026-11-28T11:00:05");
  expect(wallInstant("2026-11-28T11:00:05", "Europe/Berlin")).toBe("2026-11-28T10:00:05.000Z");
  expect(wallInstant("2026-11-28T11:00", "Europe/Berlin")).toBe("2026-11-28T10:00:00.000Z");
  expect([wallInput(null, "UTC"), wallInstant("", "UTC")]).toEqual(["", null]);
});

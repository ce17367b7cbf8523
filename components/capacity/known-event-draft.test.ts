import { describe, expect, test } from "vitest";
import { bodyOfEventDraft, draftOfEvent, type KnownEventDraft } from "./known-event-draft";

const draft: KnownEventDraft = {
  ...{ name: " Sale ", from: "2026-12-24", to: "2026-12-26", regions: ["eu"], traffic_change_percent: "30" },
  kept: null,
};

describe("a known event in the form", () => {
  test("is of whole days, the last one included, and is read again as it was written", () => {
    const { body } = bodyOfEventDraft(draft);
    expect(body).toEqual({
      ...{ name: "Sale", regions: ["eu"], traffic_change_percent: 30 },
      ...{ from: "2026-12-24T00:00:00.000Z", to: "2026-12-27T00:00:00.000Z" },
    });
    const { from, to } = body!;
    expect(draftOfEvent({ ...body!, id: "e", etag: "v" })).toEqual({
      ...draft,
      name: "Sale",
      kept: { from, to },
    });
  });
  test("of a part of a day keeps its hours, but for the end whose day is changed", () => {
    const hours = { from: "2026-12-24T18:00:00.000Z", to: "2026-12-24T22:00:00.000Z" };
    const event = { ...bodyOfEventDraft(draft).body!, ...hours, id: "e", etag: "v" };
    const renamed = { ...draftOfEvent(event), name: "Gala" };
    expect(bodyOfEventDraft(renamed).body).toMatchObject({ name: "Gala", ...hours });
    expect(bodyOfEventDraft({ ...renamed, to: "2026-12-25" }).body).toMatchObject({
      ...{ from: hours.from, to: "2026-12-26T00:00:00.000Z" },
    });
  });
  test.each([
    ["name", { name: " " }],
    ["from", { from: "" }],
    ["to", { to: "" }],
    ["to", { to: "2026-12-23" }],
    ["traffic_change_percent", { traffic_change_percent: "" }],
    ["traffic_change_percent", { traffic_change_percent: "much" }],
    ["traffic_change_percent", { traffic_change_percent: "-100" }],
  ] as const)("names what is wrong: %s", (field, over) => {
    expect(Object.keys(bodyOfEventDraft({ ...draft, ...over }).problems ?? {})).toContain(field);
  });
});

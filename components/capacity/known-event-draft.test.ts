import { describe, expect, test } from "vitest";
import { bodyOfEventDraft, draftOfEvent, type KnownEventDraft } from "./known-event-draft";

const draft: KnownEventDraft = {
  ...{ name: " Sale ", from: "2026-12-24", to: "2026-12-26", regions: ["eu"], traffic_change_percent: "30" },
};

describe("a known event in the form", () => {
  test("is of whole days, the last one included, and is read again as it was written", () => {
    const { body } = bodyOfEventDraft(draft);
    expect(body).toEqual({
      ...{ name: "Sale", regions: ["eu"], traffic_change_percent: 30 },
      ...{ from: "2026-12-24T00:00:00.000Z", to: "2026-12-27T00:00:00.000Z" },
    });
    expect(draftOfEvent({ ...body!, id: "e", etag: "v" })).toEqual({ ...draft, name: "Sale" });
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

import { describe, expect, test } from "vitest";
import type { KnownEventContract } from "@/lib/contracts/known-event";
import { bodyOfEvent, bodyOfEventDraft, draftOfEvent, type KnownEventDraft } from "./known-event-draft";

const draft: KnownEventDraft = {
  ...{ name: " Sale ", from: "2026-12-24", to: "2026-12-26", regions: ["eu"], traffic_change_percent: "30" },
  ...{ like: null, kept: null },
};
const { body: BODY } = bodyOfEventDraft(draft);
const READ: KnownEventContract = {
  ...{ id: "e", etag: "v", measured: null, not_measured: "not-yet", like: null, traffic_change_percent: 30 },
  ...{ name: "Sale", regions: ["eu"], from: BODY!.from, to: BODY!.to },
};

describe("a known event in the form", () => {
  test("is of whole days, the last one included, and is read again as it was written", () => {
    const { body } = bodyOfEventDraft(draft);
    expect(body).toEqual({
      ...{ name: "Sale", regions: ["eu"], traffic_change_percent: 30, like: null },
      ...{ from: "2026-12-24T00:00:00.000Z", to: "2026-12-27T00:00:00.000Z" },
    });
    const { from, to } = body!;
    expect(draftOfEvent({ ...READ, from, to })).toEqual({
      ...draft,
      name: "Sale",
      kept: { from, to },
    });
  });
  test("of a part of a day keeps its hours, but for the end whose day is changed", () => {
    const hours = { from: "2026-12-24T18:00:00.000Z", to: "2026-12-24T22:00:00.000Z" };
    const event = { ...READ, ...hours };
    const renamed = { ...draftOfEvent(event), name: "Gala" };
    expect(bodyOfEventDraft(renamed).body).toMatchObject({ name: "Gala", ...hours });
    expect(bodyOfEventDraft({ ...renamed, to: "2026-12-25" }).body).toMatchObject({
      ...{ from: hours.from, to: "2026-12-26T00:00:00.000Z" },
    });
  });
  test("that is like an earlier one says which instead of how much, and can be sent back as it was read", () => {
    const like = { event_id: "b", from: "2025-11-28T00:00:00.000Z", low_percent: 31, high_percent: 44 };
    const event = { ...READ, traffic_change_percent: 38.2, like };
    const said = { like: "b", traffic_change_percent: undefined };
    expect(bodyOfEventDraft(draftOfEvent(event)).body).toMatchObject(said);
    expect(bodyOfEvent(event)).toMatchObject(said);
    expect(bodyOfEvent(READ)).toMatchObject({ like: null, traffic_change_percent: 30 });
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

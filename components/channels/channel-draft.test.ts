import { describe, expect, test } from "vitest";
import type { ChannelContract } from "@/lib/contracts/channel";
import { bodyOfChannelDraft, draftOfChannel, refusedByChannel } from "./channel-draft";

const MAIL: ChannelContract = {
  ...{ id: "a", name: "On call", has_secret: true, enabled: true, disabled_reason: null },
  target: {
    ...{ kind: "email", host: "mail.example", port: 587, encryption: "starttls", user: "us" },
    ...{ from: "us@example.org", to: ["a@example.org", "b@example.org"] },
  },
  routing: {
    ...{ severities: ["critical"], regions: ["eu"], services: [] },
    hours: { time_zone: "Europe/Dublin", days: [1, 2], from: "22:00", to: "06:00" },
  },
  ...{ created_at: "2026-11-27T12:00:00Z", created_by: "ana", etag: '"1"' },
};

describe("the form of a channel", () => {
  test("says what was read, and keeps the secret where none is entered", () => {
    const { body } = bodyOfChannelDraft(draftOfChannel(MAIL, "UTC"), true);
    const { name, target, routing } = MAIL;
    expect(body).toEqual({ name, target, routing, enabled: true, secret: null });
  });

  test("names what is wrong, each by its field", () => {
    const draft = { ...draftOfChannel(MAIL, "UTC"), to: "a@example.org, you", timeZone: "Mars", name: "" };
    const { problems } = bodyOfChannelDraft(draft, true);
    expect(Object.keys(problems ?? {}).sort()).toEqual(["name", "time_zone", "to"]);
  });

  test("sends only what belongs to its kind", () => {
    const draft = {
      ...draftOfChannel(MAIL, "UTC"),
      kind: "slack",
      secret: "https://hooks.example/x",
    } as const;
    expect(bodyOfChannelDraft(draft, true).body?.target).toEqual({ kind: "slack" });
  });

  test("shows a refusal at its field", () => {
    expect(refusedByChannel([{ pointer: "/target/url", message: "is inside" }])).toEqual({
      url: "is inside",
    });
  });
});

import { describe, expect, test } from "vitest";
import type { ChannelKind, DeliveryEvent, DeliveryStatus } from "@/lib/domain/notification";
import { dueOf, whyOvertaken } from "./message-order";
import { retryDelayMs } from "./retry-delay";

describe("a message of an incident told 10 s ago", () => {
  test.each<[ChannelKind, DeliveryEvent, number]>([
    ["slack", "acknowledged", 50_000],
    ["slack", "reopened", 50_000],
    ["email", "acknowledged", 50_000],
    ["slack", "resolved", 0],
    ["pagerduty", "acknowledged", 0],
  ])("%s %s waits %d ms", (kind, event, waitMs) => {
    expect(dueOf(kind, event, [{ dueMs: 990_000 }], 1_000_000)).toBe(1_000_000 + waitMs);
  });
  test("the first waits for nothing", () => expect(dueOf("slack", "reopened", [], 5)).toBe(5));
});

describe("a message that something newer follows", () => {
  test.each<[string, ChannelKind, DeliveryEvent, DeliveryStatus, boolean]>([
    ["an old opening is no news after the end was delivered", "slack", "opened", "delivered", true],
    ["nor does it open PagerDuty's again", "pagerduty", "opened", "delivered", true],
    ["a webhook gets all that happened", "webhook", "opened", "delivered", false],
    ["an opening is sent before the end that waits", "slack", "opened", "waiting", false],
    ["of what waits within a minute the newest is told", "slack", "acknowledged", "waiting", true],
    ["what failed stands for nothing", "slack", "acknowledged", "failed", false],
  ])("%s", (_name, kind, event, newer, overtaken) => {
    const own = { id: "own", createdMs: 1, status: "waiting" as const, event };
    const siblings = [own, { id: "newer", createdMs: 2, status: newer, event: "resolved" as const }];
    expect(whyOvertaken(kind, own, siblings) !== null).toBe(overtaken);
  });
});

test("attempts are 5 s, 5 min, 30 min, 2 h, 5 h and 10 h apart, up to a fifth more, then it is given up", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7].map((failures) => retryDelayMs(failures, null, 0));
  expect(minutes).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, null]);
  expect(retryDelayMs(1, null, 1)).toBe(6_000);
});

test("a receiver that asks to be left alone is, up to 12 h", () => {
  expect(retryDelayMs(1, 90_000, 0)).toBe(90_000);
  expect(retryDelayMs(2, 90_000, 0)).toBe(300_000);
  expect(retryDelayMs(1, 9e9, 0)).toBe(43_200_000);
});
